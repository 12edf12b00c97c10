"""Imagined learners: how they live, and how many of them are written at once."""
