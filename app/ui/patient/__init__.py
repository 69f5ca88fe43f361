"""The page Patient details: who it is about, and what belongs to no other page."""
