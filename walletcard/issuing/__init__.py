"""Making one: a record becomes papers and a kept card, with its links."""
