"""The text moving through its editions: apply, reverse, compare, and say what changed."""
