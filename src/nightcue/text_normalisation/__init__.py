"""Text normalisation: from what is written to the words that a voice is to say, in one language."""
