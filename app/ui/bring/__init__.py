"""Bringing files in: what each is, what would be taken, line by line, and the receipt."""
