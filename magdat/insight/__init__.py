"""What HR may know of how the assistant is used: counts over groups, never who asked what."""
