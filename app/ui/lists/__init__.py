"""Plain lists of entries: every kind can be looked at, added, changed and deleted."""
