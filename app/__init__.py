"""Casebook: a private, offline casebook for the family of someone with cancer."""

__version__ = "0.1.0"
