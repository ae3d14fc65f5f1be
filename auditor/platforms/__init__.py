"""Facts about platforms, and what their addresses say."""
