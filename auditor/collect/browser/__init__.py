"""Pages as an installed Chromium draws them."""
