"""Backups: the record in files that any database takes, its keys apart, and the way back."""
