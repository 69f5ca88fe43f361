"""Saved trials: the list, one trial with its check, trials side by side, what is not known."""
