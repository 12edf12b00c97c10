"""Faults on purpose: clients that answer while things break, and a ledger of what was promised to them."""
