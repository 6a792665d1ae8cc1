"""Checks of relations between figures."""
