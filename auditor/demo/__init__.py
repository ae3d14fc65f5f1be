"""The example company and the servers that stand in for it."""
