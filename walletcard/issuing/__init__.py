"""Making one: a record becomes a stored card, its links and its papers."""
