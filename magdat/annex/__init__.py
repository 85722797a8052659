"""The annex to the work rules, printed from the policy: Word, pdf and accessible html."""

from collections.abc import Callable, Collection
from pathlib import Path

from magdat.annex import html, pdf, word
from magdat.annex.build import build_annex
from magdat.annex.document import Annex
from magdat.annex.sheet import UNSHOWN
from magdat.annex.words import load_annex_words

WRITERS: dict[str, Callable[[Annex, Path], Collection[str]]] = {
    ".docx": word.write,
    ".pdf": pdf.write,
    ".html": html.write,
}
"""What writes each kind of file; each returns the characters that such a file cannot show."""

__all__ = ["UNSHOWN", "WRITERS", "Annex", "build_annex", "load_annex_words"]
