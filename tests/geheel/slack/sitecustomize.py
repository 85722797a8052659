"""Point slack_sdk to a Slack of our own. Python reads this by itself when this folder is on its path."""

import os

if address := os.environ.get("SLACK_HIER"):
    from slack_sdk.web import async_base_client

    plain = async_base_client.AsyncBaseClient.__init__

    def here(self, token=None, base_url=address, **named):  # type: ignore[no-untyped-def]
        """Build the client with our address in the place of Slack's."""
        plain(self, token, base_url, **named)

    async_base_client.AsyncBaseClient.__init__ = here
