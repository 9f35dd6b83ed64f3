"""What Home Assistant needs to play a track at the press of a button, or at a few words."""
