"""The page Care team: whom to call, people, phones, and what each of them belongs to."""
