"""What Ogg Opus tracks are made of: packets of 20 ms, sounds encoded one by one, and the pages they stand in."""
