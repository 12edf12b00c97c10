"""The publications on the shelf: what each is for, and the files themselves."""
