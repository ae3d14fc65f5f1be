"""What is said of the company elsewhere: when it swells, and who answers."""
