"""Lists that name people: who made one and why, whom it took in, and its rows."""
