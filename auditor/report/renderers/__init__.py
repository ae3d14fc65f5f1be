"""Renderers: each reads the Report and nothing else."""
