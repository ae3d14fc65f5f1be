"""The interview: what a company declares of itself, and the score that comes of it. Never mixed with what was measured."""
