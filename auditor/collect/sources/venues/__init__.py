"""Where else people speak of the company: each kind of place is a source whose `mentions` searches it."""
