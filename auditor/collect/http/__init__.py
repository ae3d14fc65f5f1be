"""Requests to strangers: guarded, limited, polite."""
