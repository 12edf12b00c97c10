"""What is kept and not yet an answer, on screen: drafts, and forms whose sign-in had ended."""
