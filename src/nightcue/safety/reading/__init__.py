"""Reading a routine before it is heard: which of its texts nobody has vetted, what they touch, and who read them."""
