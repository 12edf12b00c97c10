"""Measurements, each one command; always as a ratio to something run beside it."""
