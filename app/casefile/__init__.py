"""The case file: SQLite, history, undo, backups, encryption, case JSON."""
