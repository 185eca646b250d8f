"""What everything is about: facts, provisions, amendments, editions, catalogues, publications."""
