"""Pages that name people: who completed, for staff who say what for, for a focal point at the own site."""
