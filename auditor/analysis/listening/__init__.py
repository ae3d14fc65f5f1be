"""What is said of the company elsewhere: when that spikes, and who answers."""
