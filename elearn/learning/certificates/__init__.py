"""Certificates: issued once with the completion, printed with a confirmed name, checked by anyone."""
