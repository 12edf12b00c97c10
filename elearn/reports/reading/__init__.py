"""What pages, files and the command line ask of the figures: printed cells, and what these support."""
