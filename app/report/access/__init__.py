"""The packet for a request outside a trial: a draft for the doctor to rewrite and sign."""
