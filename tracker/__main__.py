"""`python -m tracker`: the same as `tracker`."""

from tracker.cli import main

main()
