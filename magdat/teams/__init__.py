"""What the Teams app is to Microsoft: who it is, how it logs in, whose keys it believes, and its package."""
