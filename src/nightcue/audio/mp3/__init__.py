"""What MP3s are made of: frames, the Xing frame with its seek table, and sounds encoded one by one."""
