from figures import bars, descend, no_frames, sketch  # noqa: F401  fixtures
