"""Mistakes in passages: reported by readers, answered by staff."""
