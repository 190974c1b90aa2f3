"""How it is used: the pages of the web application."""
