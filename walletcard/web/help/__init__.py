"""Pages beside the card: what to do with it, texts for a phone, reminders, and what the card may say."""
