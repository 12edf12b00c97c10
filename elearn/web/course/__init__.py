"""The course on screen: its pages, the answers given on them, and what is told afterwards."""
