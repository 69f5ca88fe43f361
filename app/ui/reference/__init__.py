"""Therapies and words explained."""
