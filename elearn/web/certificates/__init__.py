"""Certificates: one's own, and the page where anyone checks one."""
