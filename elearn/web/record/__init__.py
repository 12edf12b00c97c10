"""What the course holds about the person who asks: their own record."""
