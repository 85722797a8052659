"""«Maak hier een antwoord van»: propose to HR what the policy might say. Nothing changes by itself."""

from __future__ import annotations

import json
import re

from starlette.responses import Response

from desk.asked import Asked, NotFound
from desk.canned import clause_at, clauses
from desk.drawing import drawn, onward
from desk.pages.ticket import Shown, mark_of, shown
from magdat.handoff.tickets import Author
from magdat.staff.audit import Deed
from magdat.staff.proposals import BOUND_TO


def form(asked: Asked) -> Response:
    """Show what would be proposed: the question without personal data, and the last answer."""
    item = _ordinary(asked)
    handoff = asked.house.desk.handoff(item.number)
    if handoff is None:
        raise NotFound
    answers = [said.text for said in asked.house.desk.talk(item.number) if said.author is Author.DESK]
    text, clause = _apart(asked, answers[-1] if answers else "")
    question = asked.house.redact(handoff.message)
    return _page(asked, item, question, asked.house.redact(text) if text else "", clause=clause)


def propose(asked: Asked) -> Response:
    """Keep the proposal, redacted once more, for somebody may have typed a name."""
    item, typed = _ordinary(asked), asked.form
    question, text = (" ".join(typed.get(name, "").split()) for name in ("vraag", "tekst"))
    if not question or not text:
        return _page(asked, item, question, text, status=422)
    house, topics = asked.house, _topics(asked)
    topic, clause = typed.get("onderwerp", ""), typed.get("artikel", "")
    content = json.dumps({"vraag": house.redact(question), "tekst": house.redact(text)}, ensure_ascii=False)
    house.proposals.add(
        item.ticket.key,
        asked.agent.name,
        topic if topic in topics else None,
        clause if clause in clauses(asked.house.in_use()) else None,
        house.seal.close(content, BOUND_TO),
        house.seal.digest("proposal", mark_of(asked)),
    )
    house.audit.note(asked.agent.name, Deed.PROPOSED, ticket=item.ticket.key, desk=item.ticket.desk)
    return onward(f"/vraag/{item.number}", "voorgesteld")


def _apart(asked: Asked, answer: str) -> tuple[str, str]:
    """Return an answer without the sentence that says in which clause it stands, and that clause; empty without one."""
    before, _, after = asked.house.words.quoted("\0", "\1").partition("\0")
    sentences = [re.escape(part.strip()).replace("\1", r"([^\n]+?)") for part in (before, after) if "\1" in part]
    clause = ""
    for sentence in sentences:
        found = re.search(sentence, answer)
        clause = clause or (clause_at(asked.house.in_use(), found[1]) if found else "")
        answer = re.sub(rf"\s*{sentence}", "", answer)
    return answer.strip(), clause


def _page(asked: Asked, item: Shown, question: str, text: str, *, status: int = 200, clause: str = "") -> Response:
    typed = asked.form
    return drawn(
        asked,
        "voorstel",
        status=status,
        message="voorstel_leeg" if status != 200 else "",
        nummer=item.number,
        vraag=question,
        tekst=text,
        onderwerpen=_topics(asked),
        artikels=clauses(asked.house.in_use()),
        onderwerp=typed.get("onderwerp", item.ticket.topic or ""),
        artikel=typed.get("artikel", clause),
    )


def _ordinary(asked: Asked) -> Shown:
    """Return the ticket, unless it is confidential: of what was told in confidence nobody makes a rule for all."""
    item = shown(asked)
    if item.desk.confidential:
        raise NotFound
    return item


def _topics(asked: Asked) -> dict[str, str]:
    topics = {topic.id: str(topic.title) for topic in asked.house.in_use().library.topics}
    return dict(sorted(topics.items(), key=lambda entry: entry[1].casefold()))
