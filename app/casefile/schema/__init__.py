"""The schema of the case file, one frozen module of SQL statements per version."""

APPLICATION_ID = 0x43415345
"""Stands in the header of every case file: "CASE"."""

VERSION = 1
"""The newest schema version: the number of the newest migration."""
