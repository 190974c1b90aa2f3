"""How it is kept: backups as one file of sealed rows, and what a restore must never bring back."""
