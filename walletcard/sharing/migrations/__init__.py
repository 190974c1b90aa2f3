"""The database migrations; `walletcard.sharing.schema` runs them."""
