"""People on pages: whose detail is it, and does it belong there."""
