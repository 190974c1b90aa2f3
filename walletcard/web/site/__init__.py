"""What every page shares: the running site, headers, errors, assets and the rate limit."""
