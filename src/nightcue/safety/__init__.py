"""Facts, conditions and the rules that stop a routine from hurting someone."""
