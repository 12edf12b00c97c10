"""What a learner writes in the margin, for nobody but themselves: see `models`."""
