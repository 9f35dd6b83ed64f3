"""The fields in a card, each drawn for what it takes."""
