"""The record: who enrolled, what they did, and what follows from it."""
