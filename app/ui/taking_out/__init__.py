"""Copies of the case, and everything out of it."""
