"""The trainer's first page: all it takes to prepare and hold a workshop, found from one place."""
