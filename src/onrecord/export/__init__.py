"""One file a format: what leaves onrecord."""
