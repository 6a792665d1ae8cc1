"""A tree to Content: each key, cell, formula and section against what the schema expects there."""
