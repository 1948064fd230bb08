"""Room `retrieval`."""
