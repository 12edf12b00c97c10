"""The first page of somebody signed in: where they stand, and the way to all that is theirs."""
