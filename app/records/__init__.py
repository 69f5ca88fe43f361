"""Hospital records and documents: read, compared with the case, taken in line by line."""
