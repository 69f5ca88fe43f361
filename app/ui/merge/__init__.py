"""Bringing in a relative's copy: what it adds, and which of two versions is right."""
