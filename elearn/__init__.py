"""Judicial ethics training from one Markdown source, with one record of who learned what."""

__version__ = "0.1.0"
