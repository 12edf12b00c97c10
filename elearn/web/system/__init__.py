"""What machines ask: is it alive, is it ready, static files."""
