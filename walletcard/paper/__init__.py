"""How it is printed: the wallet card and the action plan as PDF, and their pictures."""
