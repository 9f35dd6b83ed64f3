"""What people of a clinic hand back, and whom to call: it repeats what they noted, and decides nothing."""
