"""Persons on pages and the details that hang on them: names, mailboxes, numbers, addresses, birth dates. Pure functions."""
