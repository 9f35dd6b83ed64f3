"""Texts that a person has to read before they are heard: which these are, their topics, and who has read them."""
