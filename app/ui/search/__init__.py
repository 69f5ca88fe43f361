"""One box over everything: names, notes, questions, tests, pages and commands."""
