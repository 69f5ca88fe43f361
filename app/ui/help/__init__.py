"""Help: what each page is for, and who helps."""
