"""Pages of the programme officer: the printed figures and the files made of them."""
