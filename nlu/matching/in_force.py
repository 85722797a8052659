"""The policy in force, ready for matching: read again in the background when its file changes."""

from __future__ import annotations

import atexit
import contextlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from magdat.files.problems import DocumentError
from magdat.guidance.library import Library, load_library
from magdat.policy.answerable import answerable
from magdat.policy.loading import LoadedPolicy
from magdat.policy.shipped import ShippedPolicies
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from nlu.encoders import CACHE, encoder_named
from nlu.matching.guidance_sentences import GuidanceSentences
from nlu.matching.kept import KeptVectors
from nlu.matching.learned import Learned
from nlu.matching.likeness import Texts
from nlu.matching.matcher import Matcher
from nlu.matching.meaning import Floats
from nlu.matching.preference import words_of_guidance
from nlu.reading.reader import pair_reader

logger = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at the policy's files."""

ENDS_WITHIN = 5.0
"""Seconds that whoever ends it waits for what is being read."""

KEPT = "beleid"
"""The folder in the cache with the vectors of what policies say."""


@dataclass(frozen=True)
class Matching:
    """One version of the policy."""

    digest: str
    """The hash of its text: whoever answers from another version takes no heed of what was found in this one."""

    matcher: Matcher


class PolicyInForce:
    """Hold the policy that the settings name, by the same rules as whoever answers from it.

    It is read once at the start, and afterwards by a thread of its own, so that nobody waits for an answer while a new
    version is read. While there is none that can be used, nothing is found; the thread goes on looking.
    """

    def __init__(self, encoder: str, settings: Settings | None = None) -> None:
        """Read the policy, and begin to look after it."""
        self._settings = settings or Settings.from_environment()
        self._encoder = encoder_named(encoder)
        self._learned = Learned.load()
        self._texts = Texts(KeptVectors(self._encoder, CACHE / KEPT))
        self._library: Library | None = None
        self._sentences: GuidanceSentences | None = None
        self._store: PolicyStore | None = None
        self._current: Matching | None = None
        self._shipped: ShippedPolicies | None = None
        self._tried: dict[str, Matching] = {}
        self._prepared: str | None = None
        self._ended = threading.Event()
        self.look()
        self._looking = threading.Thread(target=self._look_on, name="policy-in-force", daemon=True)
        self._looking.start()
        atexit.register(self.end)  # a thread that is reading when the interpreter goes takes the process down with it

    def vector(self, text: str) -> Floats:
        """Return the vector of a message, as those of what policies say are made."""
        found: Floats = self._encoder.encode([text])[0]
        return found

    def likes_in_guidance(self, vector: Floats, statements: Sequence[str]) -> dict[str, dict[str, float]]:
        """Return for some of the guidance's statements how like a question each of their sentences is, by its mark.

        Args:
            vector: of the question (:meth:`vector`).
            statements: their ids.
        """
        return self._sentences.likes(vector, statements) if self._sentences is not None else {}

    def current(self) -> Matching | None:
        """Return the version that was read last."""
        return self._current

    def of(self, tried: str) -> Matching | None:
        """Return the policy that a message is to be answered by.

        Args:
            tried: the name of one that comes with the assistant; empty for the one in force.

        Returns:
            ``None`` while there is none that can be used.
        """
        if not tried:
            return self._current
        with contextlib.suppress(DocumentError):
            if self._shipped is None and self._library is not None:
                self._shipped = ShippedPolicies(self._library)
            loaded = self._shipped.named(tried) if self._shipped is not None else None
            known = self._tried.get(tried)
            if loaded is not None and (known is None or known.digest != loaded.document.digest):
                known = self._tried[tried] = self._read(loaded)
            return known
        return None

    def look(self) -> None:
        """Read the policy where it changed; one that cannot be used leaves the last one in its place."""
        with contextlib.suppress(DocumentError):  # whoever answers reports what is wrong with it
            if self._library is None:
                library = load_library(self._settings.guidance)
                self._sentences = GuidanceSentences(self._encoder, self._learned.meaning, library)
                self._library = library
            if self._store is None:
                self._store = PolicyStore(self._settings.policy, self._library)
            loaded = self._store.current()
            if self._current is None or self._current.digest != loaded.document.digest:
                self._current = self._read(loaded)

    def end(self) -> None:
        """Stop looking, and wait for what is being read, for a while."""
        self._ended.set()
        self._looking.join(ENDS_WITHIN)
        atexit.unregister(self.end)

    def _look_on(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            try:
                self.look()
                self._prepare()
            except Exception as error:  # a look that fails must not be the last one
                logger.error("policy.unread", why=type(error).__name__)

    def _prepare(self) -> None:
        """Let the sentences of a new version be read once by themselves, before anybody asks for one."""
        current = self._current
        if current is not None and current.digest != self._prepared:
            for text in current.matcher.told:
                if self._ended.is_set():
                    return
                pair_reader().prepare(text)
            self._prepared = current.digest

    def _read(self, loaded: LoadedPolicy) -> Matching:
        assert self._library is not None
        items = answerable(loaded.policy, self._library)
        guidance = words_of_guidance(self._library.in_sector(loaded.policy.company.sector), self._learned.common)
        return Matching(loaded.document.digest, Matcher(items, self._texts, self._learned, guidance))
