"""Ways out of what is found in a routine, each as a button: what it says, and what it changes."""
