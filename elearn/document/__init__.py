"""What a course is: frozen values that every other room passes around."""
