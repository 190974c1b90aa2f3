"""Pages beside the card: what to do with it, texts for a phone, reminders, its sentences."""
