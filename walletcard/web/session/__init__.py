"""Who is asking: the session, its key, and what is checked before its answers change."""
