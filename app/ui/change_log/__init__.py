"""The change log: what was changed, and the backups."""
