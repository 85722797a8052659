"""leidraad/zinnen.yml holds the sentences that the code says, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from magdat.answers.opening import NO, YES
from magdat.guidance.vocabulary import KEYS
from magdat.policy.model import RULE_DECISIONS
from magdat.policy.outcomes import EXPANDED
from magdat.wording.phrases import load_phrases

ROOT = Path(__file__).resolve().parents[3]
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("magdat", "actions", "channels", "launch")
    for path in sorted((ROOT / folder).rglob("*.py"))
)
PUT_TOGETHER = {
    *(f"opening_{word}" for word in (YES, NO)),
    *(f"woord_{decision.value}" for decision in RULE_DECISIONS),
    *(f"vraag_{dimension}" for dimension in EXPANDED),
    *(f"waarde_{dimension}" for dimension in KEYS),
    *(f"oordeel_{key}" for key in ("ja", "nee", "voorwaardelijk", "niet_geregeld", "hangt_af", "dringend")),
    *(f"oordeel_neutraal_{word}" for word in (YES, NO)),
    *(f"knop_duim_{name}" for name in ("op", "neer")),
    *(f"kop_{kind}" for kind in ("waarom", "raad", "wet", "contact")),
    *(f"taal_{language}" for language in ("fr", "en", "de")),
}
"""Keys of which the code writes the beginning."""


def test_no_sentence_is_there_that_nothing_says():
    keys = load_phrases(ROOT / "leidraad" / "zinnen.yml").keys()
    assert sorted(key for key in keys - PUT_TOGETHER if not re.search(rf"[\"']{key}[\"']", CODE)) == []


def test_every_sentence_that_is_said_is_there():
    keys = load_phrases(ROOT / "leidraad" / "zinnen.yml").keys()
    said = set(re.findall(r"\bsay\(\s*[\"']([a-z_]+)[\"']", CODE))
    assert said | PUT_TOGETHER <= keys
