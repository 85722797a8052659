"""Find what people call themselves on the networks: by its looks, or by a word that announces it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex

from magdat.privacy.name_lists import FOLDER, alternatives, fold, read_list
from magdat.privacy.public_accounts import PublicAccounts

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
        # bert.van.gent, but no abbreviation and no site
        r"(?<![\w@./\-])(?!www\.)\p{Ll}{2,20}(?:\.\p{Ll}{2,20}){2,4}(?<!\.(?:be|com|nl|eu|org|net|fr|de|lu|io|pdf"
        r"|gov|brussels|vlaanderen))(?![\w@/])(?!\.\p{L})",
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
_CAMEL = regex.compile(r"(?<![\w./\-])\p{L}\p{Ll}{1,20}(?:\p{Lu}\p{Ll}*){1,6}\d{0,4}(?![\w\-])")
_MIXED = regex.compile(
    r"(?<![\w@./\-])(?:\p{L}{3,20}\d{1,4}\p{L}{0,12}|\p{L}{3,20}(?:\.\p{L}{2,20}){1,3}\d{0,4}|x+\p{L}{3,20}x+)"
    r"(?![\w@\-])(?!\.\w)",
    _I,
)
"""What may be a handle when a platform is near."""
_DOTTED = (
    r"(?!(?:bv|bijv|vb|nr|art|blz|pag|ca|evt|resp|incl|excl|max|min|tel|mevr|dhr|mr|dr|st|www)\.)"
    r"\p{L}[\p{L}\d]{1,20}[._][\p{L}\d]{1,15}(?:[._][\p{L}\d]{1,12}){0,2}"
    r"(?<!\.(?:be|com|nl|eu|org|net|fr|de|lu|io|gov|tv|brussels|vlaanderen|pdf|docx?|xlsx?|jpe?g|png|mp[34]|txt|csv"
    r"|pptx?|zip|gif|heic|mov|exe|js|ts|py|css|html?|json|xml|ai|app|co))(?![\w@/\-])(?!\.\p{L})"
)
_AIMED = regex.compile(
    rf"(?:(?<!\w)(?:naar|van|door|bij|tegen|accounts?|profielen|profiel|volgt?|volgen|dm|aan)[:,]? ['\"«“(]?"
    rf"|[(«“])(?P<name>{_DOTTED})",
    _I,
)
"""naar zoe.vdb; a full stop inside a word, where a person or an account is likely."""
_CHAINED = regex.compile(rf"(?: en|,| of| &|,? \+) @?(?P<name>{_DOTTED})", _I)
"""What goes on with the handle before it: «jan_p en zoe.vdb»."""
_VOWEL = regex.compile("[aeiouy]")
"""«dm» is no word in «yentl.dm»."""
_NUMBERED = regex.compile(r"(?<![\w@./\-])(?P<first>\p{L}{4,20})\d{2,4}(?![\w\-./@])")
"""gert90"""
_FIRST_NAMED = regex.compile(
    rf"(?<![\w@./\-])(?={_DOTTED})(?P<first>\p{{L}}{{3,20}})\.(?P<rest>[\p{{L}}\d]+)[\w.]*", _I
)
_PERSONS = regex.compile(
    r"(?:er|ers|ster|aar|or|ist|iste|ant|ent|ende|kundige|man|vrouw|sch|euse|eur|ief|iek|en|e|s|eel)$", _I
)
"""How words end that tell what somebody or something is: «als influencer op tiktok»."""
_DONE = regex.compile(r"(?:^(?:ge|be|ver|ont|her|op|af|aan|uit|over|door)\p{L}+[dt]|heid|ing|lijk|baar|eren)$", _I)
_NO_PLAIN = regex.compile(r"(?:[^e]d|[^s]t|en|ig|lijk|baar|aal|isch|air|eel|isme|heid|ing)$", _I)
_NOT_LIKE = regex.compile(
    r"(?:[a-z]{1,4}\d{1,3}[a-z]?|\d+[a-z]{0,3}|windows\d+|office\d+|covid.?\d+|\d+\.\d+.*|.*\.(?:be|com|nl|eu|org"
    r"|net|pdf|docx?))",
    _I,
)
_REACH = 40
_TOLD = ("onder", "met de", "heet", "noem", "gen", "zoek", "volg", "check")
"""After these even a word that looks like a participle or a trade is what somebody calls himself."""


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
        self._public = PublicAccounts(folder)
        self._first = frozenset(fold(line) for line in read_list("voornamen", folder))
        other = {fold(line) for name in ("dubbelzinnig", "geen_namen") for line in read_list(name, folder)}
        self._plain_first = self._first - other
        self._cues = frozenset(
            fold(word) for name in ("profielwoorden", "accountwoorden") for word in read_list(name, folder)
        )
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
            rf"(?P<link>(?: (?:van|op)(?: [\p{{L}}']+){{1,4}}| (?:overal|daar|online|altijd|hier|toen|nu"
            rf"|vroeger))?(?: ?[:=]| is| was| heet(?:te)?|(?= \p{{L}}+ (?:stuur"
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
        weak = alternatives("accountwoorden", folder=folder)
        place = rf"(?:{network}|{cue}|{weak})"
        whose = r"(?:mijn|zijn|haar|hun|uw|jouw|ons|onze|m'n|mn|men|mijne?n?|zijne?n?|het|de|een|ne)"
        # kanaal: bakkerbert; een account genaamd bakkerbert; twitch onder de naam bakkerbert
        self._titled = regex.compile(
            rf"(?<!\w){place}(?!\w)(?: (?:van|op|bij|in|ook|is|staat|zit|ben|ik|hij|zij|ze|en|dat|die|daar|heb"
            rf"|heeft|gekend"
            rf"|bekend|actief|speel|speelt|stream|streamt|post|streamen|filmpjes|foto's|{whose}|\p{{L}}+)){{0,4}}?,?"
            rf"(?P<how> ?[:=]| heet| heette| noemt?| genaamd| als| getiteld| onder de (?:schuil)?naam"
            rf"| met de (?:schuil)?naam"
            rf"| onder het pseudoniem| met naam| als naam| met als naam)(?: (?:daar|ik|hij|zij|ze|mij|zich|me|nu"
            rf"|gewoon)){{0,2}}"
            rf" ?['\"«“(]?(?P<name>{_NAME})",
            _I,
        )
        # onder de naam bakkerbert op insta; heet bakkerbert op insta; zoek naar bakkerbert op twitch
        self._on = regex.compile(
            rf"(?<!\w)(?P<how>onder de (?:schuil)?naam|met de (?:schuil)?naam|heet|heette|noemt? (?:zich|mij|me)"
            rf"|genaamd"
            rf"|als|is|ben|ben ik|zit ik als|zoek|zoek naar|zoek eens|check|volg|volg mij|naar|door|via|van|met"
            rf"|achter|tegen)"
            rf"(?: (?:ik|hij|zij|ze|mij|daar|gewoon|naar|zich|op)){{0,2}} ['\"«“(]?(?P<name>{_NAME})['\"»”)]?,? "
            rf"(?:op|bij|in|via|van)(?: (?:de|het|een|mijn|zijn|haar|onze|'t))? {place}(?!\w)",
            _I,
        )
        # bakkerbert is mijn kanaal; bakkerbert, dat is mijn insta
        self._is = regex.compile(
            rf"(?<![\w@.])['\"«“(]?(?P<name>{_NAME})['\"»”)]?(?: (?:is|was)|,? (?:dat|da) (?:is|was)|,? da's|,? das| =)"
            rf" (?:ook )?{whose} (?:oude? |nieuwe? |eigen |tweede |vast[e]? )?{place}(?!\w)",
            _I,
        )
        self._quoted = regex.compile(
            rf"(?<!\w)(?:{cue})(?!\w)[^'\"«“‘\n]{{0,15}}['\"«“‘](?P<name>[^'\"»”’\n]{{3,30}})['\"»”’]", _I
        )
        self._found_by = regex.compile(
            rf"(?<!\w)(?:{network})(?!\w)[^\n]{{0,30}}?(?<!\w)(?:zoek|volg|check|like|typ|add)(?: (?:naar|eens|maar"
            rf"|mij|op))"
            rf"{{0,2}} ['\"«“(]?(?P<name>{_NAME})",
            _I,
        )
        self._dotted = regex.compile(
            r"(?<!\w)(?:heet|heette|noemt?|ken|kent|volgt?|ben|is|als|achter)(?: (?:daar|hier|ik|hij|zij|ze|mij|zich"
            r"|online|gewoon))"
            r"{0,3} ['\"«“(]?(?P<name>[\p{L}\d]+[._][\p{L}\d][\p{L}\d_.]*[\p{L}\d]|\p{L}{4,20}\d{1,4})(?!\w|[.@]\w)",
            _I,
        )
        self._acting = regex.compile(
            rf"(?<!\w)(?:account|accountje|profiel|gebruiker|gebruikster|kanaal|streamer|speler|lid|forumlid|trol"
            rf"|nepaccount|nepprofiel|user|pagina) ['\"«“]?(?P<name>{_NAME})['\"»”]?"
            rf"(?=,| (?:scheldt|post|postte|stuurt|stuurde|schrijft|schreef|reageert|reageerde|deelt|deelde|zegt"
            rf"|zei|pest"
            rf"|volgt|liket|filmt|heeft|is van|was van|van|op|bij|om|die|dat|en|staat|is|was)(?!\w))",
            _I,
        )
        self._common = frozenset(fold(word) for word in read_list("gewone_woorden", folder))
        self._network = regex.compile(rf"(?<!\w){place}", _I)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of every handle."""
        found = [*self._found(text), *self._dotted_names(text)]
        found += [place for _, end in tuple(found) for place in self._chained(text, end)]
        return [(start, end) for start, end in found if not self._public.include(text[start:end])]

    def _dotted_names(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield names with a full stop inside, by what goes before or by a first name in them: «yentl.dm»."""
        for match in _NUMBERED.finditer(text):
            if fold(match["first"]) in self._plain_first:
                yield match.span()
        if "." not in text and "_" not in text:
            return
        for match in _AIMED.finditer(text):
            parts = [fold(part) for part in regex.split(r"[._]", match["name"])]
            words = any(part in self._common and _VOWEL.search(part) for part in (parts[0], parts[-1]))
            if not words and self._is_made_up(match["name"]):
                yield match.span("name")
        for match in _FIRST_NAMED.finditer(text):
            first, rest = fold(match["first"]), fold(match["rest"])
            named = first in self._first or (first.endswith("ke") and first[:-2] in self._first)
            if named and (rest not in self._common or not _VOWEL.search(rest)) and match["rest"].islower():
                yield match.span()

    def _chained(self, text: str, end: int) -> Iterator[tuple[int, int]]:
        """Yield the handles that go on after one."""
        while match := _CHAINED.match(text, end):
            if not self._is_made_up(match["name"]):
                return
            yield match.span("name")
            end = match.end()

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
        for match in self._titled.finditer(text):
            known = regex.search(r"\b(?:ken|kent|kennen|gekend|bekend)\b", match.group(), _I)
            as_such = match["how"].strip() == "als" and not known
            if self._is_strange(match["name"], strict=as_such, named=not as_such):
                yield match.span("name")
        for match in self._quoted.finditer(text):
            yield match.span("name")
        for match in self._dotted.finditer(text):
            if self._is_made_up(match["name"]):
                yield match.span("name")
        for match in (*self._acting.finditer(text), *self._found_by.finditer(text)):
            if self._is_strange(match["name"], strict=True):
                yield match.span("name")
        for pattern in (self._on, self._is):
            for match in pattern.finditer(text, overlapped=True):
                told = pattern is self._is or fold(match["how"]).startswith(_TOLD)
                if self._is_strange(match["name"], strict=not told, named=told and pattern is self._on):
                    yield match.span("name")
        for match in (*_CAMEL.finditer(text), *_MIXED.finditer(text)):
            if not self._is_made_up(match.group()):
                continue
            near = text[max(0, match.start() - _REACH) : match.start()] + " " + text[match.end() :][:_REACH]
            if self._network.search(near):
                yield match.span()

    def _is_strange(self, name: str, *, strict: bool, named: bool = False) -> bool:
        """Whether a name is no everyday word.

        Args:
            name: a word.
            strict: nor a word for what somebody or something is.
            named: «onder de naam» or the like went before; nothing else counts.
        """
        low = fold(name)
        if regex.search(r"\p{L}[\d_.]|\d\p{L}|\p{Ll}\p{Lu}", name):
            return self._is_made_up(name)
        if low in self._common or low in self._cues or len(low) < 4 or not self._may_be_name(name, strict=False):
            return False
        if named or low.endswith(("ke", "sje", "tje", "kes", "jes")):
            return True
        if strict and (_NO_PLAIN.search(low) or self._is_compound(low)):
            return False
        return not (_PERSONS.search(low) if strict else _DONE.search(low))

    def _is_compound(self, low: str) -> bool:
        """Whether it is two everyday words in one: «kerstboodschap»."""
        return any(low[at:] in self._common and low[:at].rstrip("s") in self._common for at in range(4, len(low) - 3))

    def _is_made_up(self, name: str) -> bool:
        """Whether somebody thought it up: not a brand, a file, a product or two sentences without a space."""
        low = fold(name)
        head = low.rstrip("0123456789")
        if (
            low in self._brands
            or low in self._never
            or head in self._never
            or head in self._brands
            or head in self._cues
        ):
            return False
        if _NOT_LIKE.fullmatch(low) or name.isupper() or low in self._common:
            return False
        parts = [part for part in regex.split(r"[\d_.\-]+", low) if part]
        if not parts or any(part in self._cues or part in self._brands for part in parts[:1]):
            return False
        if "." in name:
            return any(part not in self._common and part not in self._never for part in parts)
        return True

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
