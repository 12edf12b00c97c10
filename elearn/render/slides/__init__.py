"""A deck of slides for each session of the trainers' manual."""
