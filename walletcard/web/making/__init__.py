"""The pages that make a card, from the first page to the papers."""
