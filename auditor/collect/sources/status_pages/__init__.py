"""The company's own pages about the state of its service: which they are, and what they said."""
