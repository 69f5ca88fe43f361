"""Locking a case, and its password."""
