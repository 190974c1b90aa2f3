"""The pages on which somebody makes a card, from the start to the papers."""
