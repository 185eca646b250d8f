"""The Markdown that provisions are written in: one parser, one tree, and its writers back to text."""
