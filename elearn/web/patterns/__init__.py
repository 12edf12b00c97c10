"""Every component in every state on one page: for those who build pages, on demonstration servers alone."""
