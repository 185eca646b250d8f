"""Compile a standard kept as structured text into a website, PDFs and data."""
