"""What a track says about itself, and how each kind of file stores it."""
