"""What became of an address: whether it is alive, where it leads, who holds its domain."""
