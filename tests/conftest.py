"""What holds for all tests."""

from hypothesis import settings

# How fast a thing is belongs into `make bench`: a law does not fail because the machine is busy.
settings.register_profile("reportedly", deadline=None)
settings.load_profile("reportedly")
