"""The page Medicines: allergies on top, what is taken now, what was stopped."""
