"""Inspection reports and their revisits: YAML in, a public website out."""

__version__ = "0.1.0"
