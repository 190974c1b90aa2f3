"""What was done to the database, release by release; `walletcard.sharing.schema` runs it."""
