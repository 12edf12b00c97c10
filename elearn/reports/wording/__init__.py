"""The figures in words, the same for a page, a file and a printed report, in any interface language."""
