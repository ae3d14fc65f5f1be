"""Words in and around the names of persons."""
