"""Saved trials on paper: side by side, and one page each."""
