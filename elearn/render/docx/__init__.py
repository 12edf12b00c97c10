"""The trainers' manual as a Word document that a trainer edits."""
