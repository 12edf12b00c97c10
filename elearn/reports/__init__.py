"""The figures: closed tables, counted once a day, printed so that no one can be recovered."""
