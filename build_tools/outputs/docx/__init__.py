"""Publication → Word: the text as lines and tables, written as they are or, of two editions, as tracked changes."""
