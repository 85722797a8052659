"""The page that Teams' own links lead to: who the app is, what is kept, and what its answers are not."""

from __future__ import annotations

import html

from sanic import response
from sanic.response import HTTPResponse

from magdat.wording.phrases import Phrases

HEADERS = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}


def about_page(phrases: Phrases, days: int) -> HTTPResponse:
    """Return the page.

    Args:
        phrases: the wording.
        days: how long a conversation is remembered.
    """
    title = html.escape(phrases.say("thuis_titel"))
    told = (phrases.say("teams_over"), phrases.say("teams_privacy", dagen=days), phrases.say("geen_advies"))
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in told)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    page = f'<!DOCTYPE html><html lang="nl"><head>{head}</head><body><h1>{title}</h1>{paragraphs}</body></html>'
    return response.html(page, headers=HEADERS)
