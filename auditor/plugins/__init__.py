"""What others add: found in folders and installed packages, loaded, watched while it runs. One way for every kind."""
