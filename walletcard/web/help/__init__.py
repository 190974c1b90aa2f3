"""Help once the card is made: what to do with it, phone texts, reminders, all sentences."""
