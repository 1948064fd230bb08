"""Room `eval`."""
