"""Documents: the list, what is in each, and which entries name it."""
