"""Bringing in a relative's copy: a three-way merge from the common part of two histories."""
