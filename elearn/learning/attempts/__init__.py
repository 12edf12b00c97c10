"""Tests and the attempts at them."""
