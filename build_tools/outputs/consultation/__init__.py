"""Consultations: forms out, comments in."""
