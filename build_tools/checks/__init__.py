"""Everything that can be wrong with the content, as tuples of functions that yield problems."""
