"""Mistakes that readers report in a passage, and what was answered."""
