"""What anyone may read: the home page, help, privacy, accessibility; and the choice of theme."""
