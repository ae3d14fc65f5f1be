"""What an audit writes down."""

RESULTS = "results.json"
"""In the run folder: what the checks said."""
