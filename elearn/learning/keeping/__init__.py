"""What is kept and not yet an answer: drafts, and posts whose sign-in had ended."""
