"""The case file: schema, transactions, history, backups, encryption, case JSON."""
