"""Which address is asked next, and what is read of the answer."""
