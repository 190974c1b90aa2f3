"""What is asked: questions, answers to them, and drafts. No Flask."""
