"""Looks at a company again and again, and tells whoever is to know: `auditor watch`."""
