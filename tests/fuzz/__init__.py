"""Pages that nobody would write, read by the tracker's own readers: `python -m tests.fuzz`."""
