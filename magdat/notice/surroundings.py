"""News of what stands around the rules: explanations, sanctions, monitoring, contacts and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from magdat.annex.words import AnnexWords
from magdat.notice.news import Kind, News
from magdat.notice.sameness import bare, same_words, without
from magdat.notice.words import NoticeWords
from magdat.policy.difference import Change
from magdat.policy.model import Monitoring, Policy, Sanctions
from magdat.wording.contacts import as_line, contact_briefly, contact_line
from magdat.wording.placeholders import fill


def news_of_provisions(old: Policy, new: Policy) -> Iterator[News]:
    """Yield the explanations that read otherwise."""
    known = {(item.topic, bare(item.text)) for item in old.provisions}
    for item in new.provisions:
        if (item.topic, bare(item.text)) not in known:
            yield News(Kind.REWORDED, item.text, topic=str(item.topic), clause=str(item.clause))


def news_of_control(old: Policy, new: Policy, words: NoticeWords, annex: AnnexWords) -> Iterator[News]:
    """Yield what is otherwise about monitoring, and about what follows on a breach."""
    before, after = old.monitoring, new.monitoring
    if after is None and before is not None:
        yield News(Kind.CONTROL, words.clause.no_monitoring, title=annex.clause.monitoring_title)
    elif after is not None:
        texts = _otherwise(
            (before.text, before.individualisation, before.information) if before else (),
            (after.text, after.individualisation, after.information),
        )
        purposes = _purposes(before, after, annex)
        if before is None or before.mode is not after.mode:
            texts = texts or (after.text,)
        if texts or purposes:
            title, lead = annex.clause.monitoring_title, annex.clause.purposes
            yield News(Kind.CONTROL, " ".join(texts), title=title, clause=after.clause, points=purposes, lead=lead)
    yield from _news_of_sanctions(old.sanctions, new.sanctions, words, annex)


def _news_of_sanctions(
    before: Sanctions | None, after: Sanctions | None, words: NoticeWords, annex: AnnexWords
) -> Iterator[News]:
    title = annex.clause.sanctions_title
    if after is None:
        if before is not None:
            yield News(Kind.CONTROL, words.clause.no_sanctions, title=title)
        return
    texts = _otherwise(
        (before.hearing, before.notification, before.appeal) if before else (),
        (after.hearing, after.notification, after.appeal),
    )
    scale = tuple(str(item) for item in after.scale)
    if before is not None and [bare(item) for item in before.scale] == [bare(item) for item in scale]:
        scale = ()
    if texts or scale:
        lead = annex.clause.sanctions
        yield News(Kind.CONTROL, " ".join(texts), title=title, clause=after.clause, points=scale, lead=lead)


def _otherwise(before: Iterable[str | None], after: Iterable[str | None]) -> tuple[str, ...]:
    return without(filter(None, after), filter(None, before))


def _purposes(before: Monitoring | None, after: Monitoring, annex: AnnexWords) -> tuple[str, ...]:
    """Return the purposes of monitoring where they are others than they were."""
    if before is not None and set(before.purposes) == set(after.purposes):
        return ()
    return tuple(annex.purposes[item.value] for item in after.purposes)


def news_of_contacts(old: Policy, new: Policy, changes: Iterable[Change], words: NoticeWords) -> Iterator[News]:
    """Yield who can be reached otherwise, who is gone, and who is now to be asked about what."""
    asked: dict[str, list[str]] = {}
    pairs = [(change.topic, change.old and change.old.contact, change.new and change.new.contact) for change in changes]
    earlier = {item.id: item for item in old.statements}
    pairs += [(item.topic, earlier[item.id].contact, item.contact) for item in new.statements if item.id in earlier]
    said = {item.topic: item.contact for item in old.provisions}
    pairs += [(item.topic, said[item.topic], item.contact) for item in new.provisions if item.topic in said]
    for topic, before, after in pairs:
        if after is not None and before != after:
            asked.setdefault(str(after), []).append(str(topic))
    for key, contact in new.contacts.items():
        line, subjects = contact_line(contact), tuple(dict.fromkeys(asked.get(str(key), ())))
        changed = key not in old.contacts or not same_words(contact_line(old.contacts[key]), line)
        if changed or subjects:
            brief = as_line(contact_briefly(contact))
            yield News(Kind.CONTACT, as_line(line), brief=brief, subjects=subjects)
    for key, contact in old.contacts.items():
        if key not in new.contacts:
            yield News(Kind.CONTACT, fill(words.clause.contact_gone, wie=contact.title))


def news_of_documents(old: Policy, new: Policy) -> Iterator[News]:
    """Yield the documents that are new or stand elsewhere."""
    known = {(item.title, item.place, item.link) for item in old.documents}
    for item in new.documents:
        if (item.title, item.place, item.link) not in known:
            yield News(Kind.DOCUMENT, " ".join(filter(None, (item.place, item.link))), title=item.title)
