"""What an administrator of Slack needs: the app's manifest, and a check of what was set up."""
