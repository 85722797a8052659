"""The desks behind the assistant, opened with the stores and the ways that the settings name."""
