"""How it travels and rests: secrets as digits, sealed rows, and the store that keeps them."""
