"""The page Appointments: visits, what to bring, questions with answers, and the visit note."""
