"""Opening sound files that people bring, by their content and not their names; truncated ones are refused."""
