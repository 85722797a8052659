"""What holds of a hand-off whatever somebody types, and in whatever order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from magdat.handoff.contact import ANONYMOUS, Contact, Reach
from magdat.handoff.draft import Awaits, Draft
from magdat.handoff.steps import MAX_CHARACTERS, Aside, Ending, Remark, Said, step
from magdat.situation import Situation

TEXTS = st.sampled_from(["Mijn foto hangt daar", "ja", "an@example.be", "mag ik dat?", "x" * (MAX_CHARACTERS + 9), "…"])

CONTACTS = st.one_of(
    st.just(Contact(Reach.NOWHERE)),
    st.just(Contact(Reach.ANONYMOUS, ANONYMOUS)),
    st.builds(
        Contact, st.sampled_from([Reach.ADDRESS, Reach.PLACE, Reach.DOUBTFUL]), st.sampled_from(["an@x.be", "Els"])
    ),
)

MESSAGES = st.builds(
    Said,
    TEXTS,
    contact=CONTACTS,
    asides=st.lists(st.sampled_from(list(Aside)), unique=True, max_size=2).map(tuple),
    topic=st.sampled_from([None, "foto_tag"]),
    situation=st.sampled_from([Situation(), Situation(moment="pauze")]),
    **{
        name: st.booleans()
        for name in ("pressed", "stops", "denies", "agrees", "says_yes", "opens_with_a_reply", "changes")
    },
    drops_topic=st.booleans(),
    wants_a_person=st.booleans(),
    confides=st.booleans(),
    adds=st.sampled_from([None, None, "dat hij dat ook deed", "bel 0470 12 34 56"]),
    adds_suggestion=st.sampled_from([None, "bel [nummer]"]),
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Return a draft that somebody can have after some messages."""
    draft = Draft()
    for said in draw(st.lists(MESSAGES, max_size=8)):
        done = step(draft, said)
        if done.ending is None:
            draft = done.draft
    return draft


@given(drafts(), MESSAGES)
def test_it_is_sent_after_a_yes_to_what_was_shown_and_never_else(draft: Draft, said: Said) -> None:
    if step(draft, said).ending is Ending.AGREED:
        assert draft.awaits is Awaits.AGREEMENT
        assert draft.message
        assert draft.contact
        assert said.agrees
        assert not said.stops
        assert step(draft, said).draft == draft, "what is sent is what was shown"


@given(drafts(), MESSAGES)
def test_a_stop_ends_it_at_every_step(draft: Draft, said: Said) -> None:
    assert step(draft, replace(said, stops=True)).ending is Ending.DECLINED


@given(drafts(), MESSAGES)
def test_what_is_passed_on_was_typed_by_the_person(draft: Draft, said: Said) -> None:
    after = step(draft, said).draft
    typed = {draft.message, said.text[:MAX_CHARACTERS], (draft.question or "")[:MAX_CHARACTERS]}
    if draft.message and said.adds:
        typed |= {f"{draft.message}{between}{said.adds.capitalize()}"[:MAX_CHARACTERS] for between in (" ", ". ")}
    assert after.message in typed
    assert after.contact in {None, draft.contact, said.contact.text, ANONYMOUS}
    assert len(after.message or "") <= MAX_CHARACTERS


@given(drafts(), MESSAGES)
def test_a_question_is_asked_only_when_what_comes_before_it_is_there(draft: Draft, said: Said) -> None:
    after = step(draft, said).draft
    if after.awaits is not Awaits.MESSAGE:
        assert after.message
    if after.awaits is Awaits.AGREEMENT:
        assert after.contact


@given(drafts(), MESSAGES)
def test_a_button_is_no_message(draft: Draft, said: Said) -> None:
    before = replace(draft, question=None)
    after = step(before, replace(said, pressed=True, agrees=False)).draft
    assert after.message == before.message or before.awaits is not Awaits.MESSAGE


def test_what_a_button_holds_is_not_added_to_a_message() -> None:
    draft = Draft(message="Mijn foto hangt daar", contact=ANONYMOUS, ask="doorgeven_nieuwe_tekst")
    said = Said("Mijn foto hangt daar", adds="dat hij dat ook deed", pressed=True)
    assert step(draft, said).draft.message == draft.message


@given(MESSAGES)
def test_nothing_goes_along_with_what_is_told_in_confidence(said: Said) -> None:
    done = step(Draft(), replace(said, confides=True))
    assert (done.draft.topic, done.draft.situation) == (None, Situation())
    if done.draft.message:
        assert done.remark is Remark.COUNSEL


@given(drafts(), MESSAGES)
def test_leaving_the_topic_out_leaves_all_of_it_out(draft: Draft, said: Said) -> None:
    shown = replace(draft, awaits=Awaits.AGREEMENT, message="Mijn foto", contact=ANONYMOUS, topic="foto_tag")
    asked = replace(said, drops_topic=True, stops=False, adds=None, contact=Contact(Reach.NOWHERE))
    assert not step(shown, asked).draft.tells_more


@given(MESSAGES)
def test_who_gives_no_address_is_asked_twice_and_not_a_third_time(said: Said) -> None:
    nothing = replace(said, stops=False, changes=False, adds=None, asides=(), contact=Contact(Reach.NOWHERE))
    waiting = Draft(awaits=Awaits.CONTACT, message="Mijn foto")
    once = step(waiting, nothing)
    assert once.draft.awaits is Awaits.CONTACT
    twice = step(once.draft, nothing)
    assert (twice.draft.contact, twice.remark) == (ANONYMOUS, Remark.MADE_ANONYMOUS)


@given(drafts(), TEXTS)
def test_a_question_in_between_is_answered_once_and_then_taken(draft: Draft, text: str) -> None:
    if draft.awaits is Awaits.MESSAGE and draft.message is None:
        asked = Said(text, asides=(Aside.TOPIC,))
        again = step(step(draft, asked).draft, asked).draft
        assert again.message == text[:MAX_CHARACTERS]


@given(drafts(), MESSAGES)
def test_words_that_are_gone_are_asked_for_anew(draft: Draft, said: Said) -> None:
    for awaits in (Awaits.CONTACT, Awaits.AGREEMENT):
        lost = step(Draft(awaits=awaits), replace(said, stops=False))
        assert lost.remark is Remark.LOST
        assert lost.draft.awaits is Awaits.MESSAGE


@given(drafts())
def test_a_draft_is_kept_as_it_is(draft: Draft) -> None:
    assert Draft.unpacked(draft.packed()) == draft


def test_what_another_version_kept_is_no_draft() -> None:
    for text in (None, "", "[]", "{}", '{"awaits": "iets"}', '{"awaits": "bericht", "situation": {}, "nieuw": 1}'):
        assert Draft.unpacked(text) is None
