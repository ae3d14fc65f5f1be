"""One file per format: whatever declares an `Importer` here is found, as in a folder of somebody else's."""
