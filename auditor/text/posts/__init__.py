"""What posts say: their language, what they ask for, where replies send people, what is promised. Pure functions, facts in TOML."""
