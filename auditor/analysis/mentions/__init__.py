"""What is said of the company away from its own accounts. Pure."""
