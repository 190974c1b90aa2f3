"""Who is asking: the visit, its drafts, and what is checked before answers change."""
