"""Find what people call themselves on the networks: by its looks, or by a word that announces it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex

from magdat.privacy.name_lists import FOLDER, fold, read_list

_I = regex.IGNORECASE
_NAME = r"[\p{L}\d_](?:[\p{L}\d_.\-]{0,40}[\p{L}\d_])?"
_SHAPES = tuple(
    regex.compile(shape, _I)
    for shape in (
        # @jan.p, @jan@mastodon.social
        rf"(?<![\p{{L}}\d_.@/])@{_NAME}(?:@{_NAME})?",
        r"(?<!\w)[\p{L}\d_.]{2,32}#\d{4}(?!\w)",
        # jan_p92, _jan_, nurse.life.be_ ; not a file, and not a placeholder for something else
        r"(?<![\w@./\\<\-])(?=[\p{L}\d_.]{0,40}\p{L})(?=[\p{L}\d.]{0,40}_)[\p{L}\d_][\p{L}\d_.]{1,40}(?<!\.)(?![\w@>])"
        r"(?<!\.(?:pdf|docx?|xlsx?|jpe?g|png|mp4|txt|csv|pptx?|zip|gif|heic|mov))",
        # jan.bsky.social, u/jan, in/jan-peeters-12
        r"(?<![\w@./])[\p{L}\d\-]{2,40}\.bsky\.social(?!\w)",
        r"(?<![\w./])/?u/[\p{L}\d_\-]{3,30}(?!\w)",
        r"(?<![\w./])/?in/\p{L}+(?:-[\p{L}\d]+){1,4}(?!\w)",
    )
)
_LIKE = r"(?=[\p{L}._\-]*[\d_.][\p{L}\d_])(?!\d+\b)"
"""Nobody's word: it holds a digit, a full stop or an underscore."""

_LINK = (
    r"(?:(?: ?(?:[:=(]|is|was|heet(?:te)?|noemt|noemde|als|onder|naar|zoek|de naam|met|van|ik|hij|zij|ze|mij|zich"
    r"|daar|ben|zit"
    r"|sta"
    r"|kent|mijn|een|iemand|en|die|deze|volg|volgt|naam|account|profiel|pagina|kanaal|handle|gebruiker|zijn|haar))"
    r"(?= |[\p{L}\d_@]|$)){0,6}"
)
_CAMEL = regex.compile(r"\b\p{Lu}\p{Ll}+(?:\p{Lu}\p{Ll}+){2,}\d{0,4}\b|\b\p{Lu}\p{Ll}+(?:\p{Lu}\p{Ll}+){1,}\d{1,4}\b")
_NO_PLAIN = regex.compile(r"(?:[^e]d|[^s]t|en|ig|lijk|baar|aal|isch|air|eel|isme|heid|ing)$", _I)
_NOT_LIKE = regex.compile(
    r"(?:[a-z]{1,4}\d{1,3}[a-z]?|\d+[a-z]{0,3}|windows\d+|office\d+|covid.?\d+|\d+\.\d+.*|.*\.(?:be|com|nl|eu|org"
    r"|net|pdf|docx?))",
    _I,
)
_REACH = 40


class Handles:
    """Finds handles, with the words for platforms and user names in data/namen/."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the lists.

        Raises:
            OSError: a file cannot be read.
        """
        self._never = frozenset(fold(line) for line in read_list("geen_gebruikersnamen", folder))
        networks = [regex.escape(fold(word)) for word in read_list("profielwoorden", folder)]
        called = [regex.escape(fold(word)) for word in read_list("gebruikersnaamwoorden", folder)]
        self._brands = frozenset(fold(word) for word in read_list("geen_namen", folder))
        network, cue = "|".join(networks), "|".join(called)
        ends = r"(?:[ \-]?(?:account|profiel|naam|handle|kanaal|pagina|gebruiker|kanaaltje|accountje))?"
        # insta: jan92; mijn tiktok is jan.p; op reddit zit ik als jan99
        self._like = regex.compile(
            rf"(?<![\w.@])(?:{network}|{cue}|account(?:je)?|nepaccount|profiel|kanaal){ends}(?!\w)[:,]?{_LINK} "
            rf"{{0,2}}['\"«(]?(?P<name>{_LIKE}{_NAME})",
            _I,
        )
        # gebruikersnaam bloempje; username: Bloempje; twitter handle van de collega: Bloempje
        self._plain = regex.compile(
            rf"(?<!\w)(?:{cue}|(?:{network})[ \-]?(?:naam|handle|account|profiel))(?!\w)"
            rf"(?P<link>(?: (?:van|op)(?: [\p{{L}}']+){{1,4}})?(?: ?[:=]| is| was| heet(?:te)?|(?= \p{{L}}+ (?:stuur"
            rf"|post|schr|"
            rf"zet|reage|noem|maak|deel|filmt))))"
            rf" {{0,2}}['\"«]?(?P<name>{_NAME})",
            _I,
        )
        # insta: lottekes; mijn snap is lottekes; op discord heet ik lottekes
        self._bare = regex.compile(
            rf"(?<!\w)(?:(?:{network})(?:[ \-]?naam)? ?:|(?:mijn|zijn|haar|mn|m'n|men) (?:{network}){ends} (?:is|heet)"
            rf"|op (?:{network}) (?:heet|noem) ?(?:ik|hij|zij|ze)(?: (?:mij|zich|me))?|op (?:{network}) (?:noemt"
            rf"|noemde)"
            rf" (?:hij|zij|ze) zich|(?:{network})[ \-]?(?:account|kanaal|profiel|pagina)(?: op (?:{network}))? "
            rf"(?:heet|genaamd))"
            rf" {{0,2}}['\"«]?(?P<name>\p{{L}}[\p{{L}}\d]{{3,30}})(?=$|[,.;!?)\"'»]| (?:en|maar|dus|want|op|daar|dat"
            rf"|of|die|mag|kan)\b)",
            _I,
        )
        self._under = regex.compile(
            rf"(?<!\w)(?:onder|met|als|via)(?: (?:de|het|als|mijn|zijn|haar|een|die|valse)){{0,2}} (?:{cue}) ['\"«]?"
            rf"(?P<name>{_NAME})",
            _I,
        )
        self._account = regex.compile(
            rf"(?<!\w)(?:{network})[ \-]?(?:account|profiel|kanaal) (?P<name>\p{{L}}[\p{{L}}\d]{{4,30}})(?!\w)", _I
        )
        self._common = frozenset(read_list("gewone_woorden", folder))
        self._network = regex.compile(rf"(?<!\w)(?:{network}|{cue}|account|profiel)", _I)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of every handle."""
        return list(self._found(text))

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        for shape in _SHAPES:
            for match in shape.finditer(text):
                yield match.span()
        for match in self._like.finditer(text):
            if not _NOT_LIKE.fullmatch(match["name"]) and fold(match["name"]) not in self._brands:
                yield match.span("name")
        for pattern, strict in ((self._plain, False), (self._bare, True), (self._under, False)):
            for match in pattern.finditer(text):
                if self._may_be_name(match["name"], strict=strict):
                    yield match.span("name")
        for match in self._account.finditer(text):
            if fold(match["name"]) not in self._common and self._may_be_name(match["name"], strict=True):
                yield match.span("name")
        for match in _CAMEL.finditer(text):
            near = text[max(0, match.start() - _REACH) : match.start()] + " " + text[match.end() :][:_REACH]
            if fold(match.group()) not in self._brands and self._network.search(near):
                yield match.span()

    def _may_be_name(self, name: str, *, strict: bool) -> bool:
        low = fold(name)
        if low in self._never or low in self._brands or name.isdigit():
            return False
        return not strict or bool(regex.search(r"\d|\p{Ll}\p{Lu}", name)) or not _NO_PLAIN.search(low)


def profile_pattern(folder: Path = FOLDER) -> str:
    """Return the pattern of a profile's address.

    Raises:
        OSError: the list of sites cannot be read.
    """
    sites = "|".join(regex.escape(site) for site in read_list("profielsites", folder))
    return rf"(?<![\w@.])(?:https?://)?(?:[a-z]{{1,3}}(?:-[a-z]{{2}})?\.|www\.)?(?:{sites})/[\w@%.\-]+[^\s<>\"']*"
