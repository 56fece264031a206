"""What a page runs: its session with Python, and the Python of that session."""
