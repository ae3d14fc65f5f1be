"""Signs that somebody else writes on the company's accounts: posts unlike those before, profiles unlike the approved ones."""
