"""The command line: one file a command; parse arguments, call, print; no logic."""
