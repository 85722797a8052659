"""The tables, the same in SQLite and PostgreSQL; migrations/ makes them, and a test holds the two together.

All times are seconds since 1970. No table has room for what somebody typed, save ``outbox.payload`` and
``questions.text``, which people agreed to, and what is sealed: ``letters.content``, ``pushes.content``,
``ticket_lines.content`` and ``desk_proposals.content``.
"""

from __future__ import annotations

import sqlalchemy as sql

METADATA = sql.MetaData()

_Time = sql.Float(53)

OUTBOX = sql.Table(
    "outbox",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("state", sql.String(16), nullable=False),
    sql.Column("topic", sql.Text),
    sql.Column("payload", sql.Text),
    sql.Column("attempts", sql.Integer, nullable=False),
    sql.Column("created", _Time, nullable=False),
    sql.Column("changed", _Time, nullable=False),
    sql.Column("due", _Time, nullable=False),
    sql.Column("tried", _Time, nullable=False),
    sql.Column("age", _Time, nullable=False),
    sql.Column("looked", _Time, nullable=False),
    sql.Column("reason", sql.Text),
    sql.CheckConstraint("state IN ('pending', 'sending', 'delivered', 'failed')", name="outbox_state"),
    sqlite_autoincrement=True,  # a number is never given twice, not even after its row is gone
)
"""Messages for a person, of an earlier version: what waits in it is taken over. ``payload`` is JSON of message, contact
and context, and empty from delivery on; ``due`` is
when to try, or when the lease ends; ``tried`` is how long was tried and ``age`` how long it is here, both in seconds
and both counted in steps that a jump of the clock cannot stretch; ``reason`` is a code, never text of the message."""

COUNTS = sql.Table(
    "counts",
    METADATA,
    sql.Column("week", sql.String(8), primary_key=True),
    sql.Column("topic", sql.String(200), primary_key=True),
    sql.Column("kind", sql.String(32), primary_key=True),
    sql.Column("person", sql.String(32), primary_key=True),
    sql.Column("times", sql.Integer, nullable=False),
)
"""How often; ``person`` is a digest under the key of the week."""

COUNT_KEYS = sql.Table(
    "count_keys",
    METADATA,
    sql.Column("week", sql.String(8), primary_key=True),
    sql.Column("secret", sql.String(64), nullable=False),
)
"""The key of this week; those of earlier weeks are thrown away."""

QUESTIONS = sql.Table(
    "questions",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("text", sql.Text, nullable=False),
    sql.Column("topic", sql.Text),
    sql.Column("pseudonym", sql.String(64), nullable=False, index=True),
    sql.Column("given", _Time, nullable=False, index=True),
    sqlite_autoincrement=True,
)
"""Questions that people gave to HR, redacted."""

POLICY_TEXTS = sql.Table(
    "policy_texts",
    METADATA,
    sql.Column("digest", sql.String(64), primary_key=True),
    sql.Column("text", sql.Text, nullable=False),
)
"""Every text of the policy that answers came from, once."""

POLICY_USES = sql.Table(
    "policy_uses",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("digest", sql.String(64), sql.ForeignKey("policy_texts.digest"), nullable=False),
    sql.Column("version", sql.Text, nullable=False),
    sql.Column("title", sql.Text, nullable=False),
    sql.Column("valid_from", sql.String(10), nullable=False),
    sql.Column("since", sql.String(40), nullable=False),
)
"""When each text came into use; days and moments in ISO form."""

KEYS = sql.Table(
    "pseudonym_keys",
    METADATA,
    sql.Column("days", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("period", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("secret", sql.String(128), nullable=False),
)
"""The keys of pseudonyms, in hexadecimal: how many days a period lasts, and the how manieth it is since 1970."""

CHANNELS = sql.Table("channels", METADATA, sql.Column("name", sql.Text, primary_key=True))
"""The channels that were ever seen, in hexadecimal: a name may hold what no database takes."""

CONVERSATIONS = sql.Table(
    "conversations",
    METADATA,
    sql.Column("pseudonym", sql.String(64), primary_key=True),
    sql.Column("state", sql.Text, nullable=False),
    sql.Column("updated", _Time, nullable=False, index=True),
)
"""How each conversation stands."""

LETTERS = sql.Table(
    "letters",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("way", sql.String(8), nullable=False),
    sql.Column("channel", sql.Text, nullable=False),
    sql.Column("conversation", sql.String(64), nullable=False, index=True),
    sql.Column("content", sql.LargeBinary, nullable=False),
    sql.Column("received", _Time, nullable=False),
    sql.Column("due", _Time, nullable=False),
    sql.Column("held", sql.Boolean, nullable=False),
    sql.Column("attempts", sql.Integer, nullable=False),
    sql.CheckConstraint("way IN ('in', 'out')", name="letters_way"),
    sqlite_autoincrement=True,
)
"""Messages that wait for an answer, and replies that wait to be sent; ``content`` is sealed under a key that is not in
this database. ``due`` is when to take it, or when the lease ends."""

DELIVERIES = sql.Table(
    "deliveries",
    METADATA,
    sql.Column("digest", sql.String(64), primary_key=True),
    sql.Column("seen", _Time, nullable=False, index=True),
)
"""What channels delivered: a keyed digest of the name of each delivery, and nothing else."""

SESSIONS = sql.Table(
    "sessions",
    METADATA,
    sql.Column("token", sql.String(64), primary_key=True),
    sql.Column("family", sql.String(64), nullable=False, index=True),
    sql.Column("sealed", sql.Text, nullable=False),
    sql.Column("until", _Time, nullable=False, index=True),
    sql.Column("replaced", sql.Boolean, nullable=False),
)
"""What the tokens of the web widget open: ``token`` and ``family`` are digests, and only a token itself opens its
``sealed``, which says who and where."""

PUSHES = sql.Table(
    "pushes",
    METADATA,
    sql.Column("number", sql.BigInteger, primary_key=True, autoincrement=False),
    sql.Column("conversation", sql.String(64), nullable=False, index=True),
    sql.Column("content", sql.LargeBinary, nullable=False),
    sql.Column("until", _Time, nullable=False, index=True),
    sql.Column("had", sql.Boolean, nullable=False),
)
"""What was pushed to the web widget in the last ten minutes where there is no Redis; ``content`` is sealed under a key
that is not in this database, and ``had`` says that somebody has it."""

TICKETS = sql.Table(
    "tickets",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("desk", sql.String(64), nullable=False, index=True),
    sql.Column("status", sql.String(16), nullable=False),
    sql.Column("conversation", sql.String(64), index=True),
    sql.Column("channel", sql.Text, nullable=False),
    sql.Column("address", sql.LargeBinary),
    sql.Column("code", sql.String(64), nullable=False, index=True),
    sql.Column("topic", sql.Text),
    sql.Column("opened", _Time, nullable=False),
    sql.Column("changed", _Time, nullable=False),
    sql.Column("taken", _Time),
    sql.Column("closed", _Time),
    sql.Column("reopened", sql.Integer, nullable=False),
    sql.Column("agent", sql.String(64)),
    sql.Column("told", sql.Integer, nullable=False),
    sql.Column("age", _Time, nullable=False),
    sql.Column("looked", _Time, nullable=False),
    sql.CheckConstraint("status IN ('waiting', 'human', 'closed', 'withdrawn')", name="tickets_status"),
    sqlite_autoincrement=True,  # a number is never given twice, not even after its row is gone
)
"""What was handed to a person, and where it stands. ``address`` is sealed and ``code`` a keyed digest; ``age`` is how
long it is closed, counted in steps that a jump of the clock cannot stretch."""

LINES = sql.Table(
    "ticket_lines",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("ticket", sql.Integer, sql.ForeignKey("tickets.id"), nullable=False, index=True),
    sql.Column("author", sql.String(8), nullable=False),
    sql.Column("agent", sql.String(64)),
    sql.Column("content", sql.LargeBinary, nullable=False),
    sql.Column("at", _Time, nullable=False),
    sql.Column("way", sql.String(32)),
    sql.Column("quiet", sql.Boolean),
    sql.CheckConstraint("author IN ('person', 'desk', 'note', 'system')", name="ticket_lines_author"),
    sqlite_autoincrement=True,
)
"""What was said and done in a ticket; ``content`` is sealed under a key that is not in this database. ``quiet`` says
that a line of a person wants no answer («bedankt»), and of a step that nobody waits for what stands before it (it was
closed), for whoever opens no text; of lines of before it is not known."""

MARKS = sql.Table(
    "ticket_marks",
    METADATA,
    sql.Column("mark", sql.String(64), primary_key=True),
    sql.Column("ticket", sql.Integer, sql.ForeignKey("tickets.id"), nullable=False, index=True),
)
"""What came in already, by a keyed digest of what the other side calls it."""

ERRANDS = sql.Table(
    "ticket_errands",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("ticket", sql.Integer, sql.ForeignKey("tickets.id"), nullable=False, index=True),
    sql.Column("line", sql.Integer, sql.ForeignKey("ticket_lines.id"), nullable=False, index=True),
    sql.Column("way", sql.String(32), nullable=False),
    sql.Column("state", sql.String(8), nullable=False),
    sql.Column("due", _Time, nullable=False),
    sql.Column("attempts", sql.Integer, nullable=False),
    sql.Column("since", _Time, nullable=False),
    sql.Column("changed", _Time, nullable=False),
    sql.Column("tried", _Time, nullable=False),
    sql.Column("reason", sql.Text),
    sql.Column("copied", sql.Boolean, nullable=False),
    sql.CheckConstraint("state IN ('waits', 'held', 'stuck')", name="ticket_errands_state"),
    sqlite_autoincrement=True,
)
"""What a way still has to carry; a row goes when it arrived. ``due`` is when to try, or when the lease ends, and
``reason`` is a code, never text."""

LINKS = sql.Table(
    "ticket_links",
    METADATA,
    sql.Column("ticket", sql.Integer, sql.ForeignKey("tickets.id"), primary_key=True, autoincrement=False),
    sql.Column("way", sql.String(32), primary_key=True),
    sql.Column("external", sql.Text, nullable=False),
    sql.Index("ix_ticket_links_external", "way", "external"),
)
"""What other systems call a ticket."""

RECEIPTS = sql.Table(
    "ticket_receipts",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("ticket", sql.Integer, nullable=False, index=True),
    sql.Column("desk", sql.String(64), nullable=False),
    sql.Column("way", sql.String(32)),
    sql.Column("external", sql.Text),
    sql.Column("reason", sql.String(16), nullable=False),
    sql.Column("at", _Time, nullable=False),
    sql.Column("outcome", sql.String(16), nullable=False),
    sqlite_autoincrement=True,
)
"""That the texts of a ticket were erased, here and at each system where it had gone; kept for a year."""

BOOKMARKS = sql.Table(
    "way_bookmarks",
    METADATA,
    sql.Column("way", sql.String(32), primary_key=True),
    sql.Column("name", sql.String(200), primary_key=True),
    sql.Column("value", sql.Text, nullable=False),
)
"""How far a way had read at the other side."""

AGENTS = sql.Table(
    "desk_agents",
    METADATA,
    sql.Column("name", sql.String(64), primary_key=True),
    sql.Column("desks", sql.Text, nullable=False),
    sql.Column("admin", sql.Boolean, nullable=False),
    sql.Column("password", sql.Text),
    sql.Column("secret", sql.LargeBinary, nullable=False),
    sql.Column("step", sql.BigInteger, nullable=False),
    sql.Column("start", sql.String(64)),
    sql.Column("start_until", _Time, nullable=False),
)
"""Who may log in at the desk page. ``desks`` is a JSON list of ids, ``password`` an argon2 hash, ``secret`` sealed,
``step`` the last time step of which a code was used, and ``start`` a digest of the code with which one begins."""

VISITS = sql.Table(
    "desk_visits",
    METADATA,
    sql.Column("token", sql.String(64), primary_key=True),
    sql.Column("agent", sql.String(64), nullable=False, index=True),
    sql.Column("begun", _Time, nullable=False),
    sql.Column("used", _Time, nullable=False),
)
"""Who is logged in there; ``token`` is a digest."""

AUDIT = sql.Table(
    "desk_audit",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("at", _Time, nullable=False, index=True),
    sql.Column("agent", sql.String(64), nullable=False),
    sql.Column("deed", sql.String(16), nullable=False),
    sql.Column("ticket", sql.Integer),
    sql.Column("desk", sql.Text),
    sqlite_autoincrement=True,
)
"""Who did what there, with which ticket; never a text."""

PROPOSALS = sql.Table(
    "desk_proposals",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("ticket", sql.Integer, nullable=False, index=True),
    sql.Column("agent", sql.String(64), nullable=False),
    sql.Column("topic", sql.Text),
    sql.Column("clause", sql.Text),
    sql.Column("content", sql.LargeBinary, nullable=False),
    sql.Column("mark", sql.String(64), nullable=False, unique=True),
    sql.Column("made", _Time, nullable=False),
    sqlite_autoincrement=True,
)
"""What the desk proposes to HR; ``content`` is sealed."""

RETENTION_TIME = sql.Table(
    "retention_time",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("reached", _Time, nullable=False),
    sql.Column("at", _Time, nullable=False),
)
"""One row: the time by which what is kept grows old, and what the clock said at the last look."""

LAST_DONE = sql.Table(
    "last_done",
    METADATA,
    sql.Column("chore", sql.String(32), primary_key=True),
    sql.Column("at", _Time, nullable=False),
)
"""When a clean-up and a back-up were last done well."""

TAKEN_OVER = sql.Table("taken_over", METADATA, sql.Column("name", sql.String(64), primary_key=True))
"""What was taken over from the files of an earlier version."""
