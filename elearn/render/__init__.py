"""Publications out of the tree: web parts, the self-directed text, the trainers' manual."""
