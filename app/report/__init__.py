"""The printed page: an outline in plain data, then its drawing as PDF."""
