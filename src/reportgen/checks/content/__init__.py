"""Checks of cells, lists, letter elements and places."""
