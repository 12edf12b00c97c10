"""From the narrow rows of the record to counts: nothing here is rounded, and nothing is told."""
