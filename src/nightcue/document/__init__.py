"""A routine's text while somebody changes it: every change touches only what it is about, and can be taken back."""
