from sample_explorers import bars, descend, falling, no_frames, sketch  # noqa: F401  fixtures
