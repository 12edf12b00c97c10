"""The worker: what takes longer than a request may."""
