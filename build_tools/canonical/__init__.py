"""The one canonical form of the files that people write; everything here makes text, nothing touches the disk."""
