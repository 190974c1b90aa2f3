"""What is asked: the questions, what was answered to them, and drafts. No Flask."""
