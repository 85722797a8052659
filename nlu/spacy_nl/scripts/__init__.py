"""The steps of the project: see project.yml."""
