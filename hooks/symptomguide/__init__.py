"""Turns records about a symptom into a searchable site: check, render, build, bundle."""
