"""A wrong record set right, and who changed the figures: for officers and administrators."""
