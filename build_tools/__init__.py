"""Compile a standard kept as structured text into a website, PDFs, Word files and data."""
