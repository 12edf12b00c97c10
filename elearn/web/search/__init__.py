"""Searching the course: units, cases, paragraphs and the glossary."""
