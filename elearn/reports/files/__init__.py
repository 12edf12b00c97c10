"""Figures and names as they leave the house: CSV, workbooks, lists of names, the report to a donor."""
