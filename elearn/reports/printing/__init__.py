"""From counts and the guard's word to the cells of the tables, as everyone reads them."""
