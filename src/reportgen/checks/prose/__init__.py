"""Checks of the narrative."""
