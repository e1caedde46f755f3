"""What in a text could give away who somebody is: identifiers, names, days, ages, small numbers.

The patterns are those of English texts and of the identifiers of the United Kingdom. They point at
what a person should look at; they do not prove that a text is safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_SPACE = r"[\s\u00a0\u2009\u202f]"
_DASH = r"[-\u2010-\u2015]"
_EMPHASIS = re.compile(r"\*|(?<!\w)_{1,3}|_{1,3}(?!\w)|`")

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDED = rf"(?:(?:{'|'.join(_TENS)})(?:{_DASH}(?:{'|'.join(_NUMBERS[:9])}))?|{'|'.join(_NUMBERS)})"
_AGE = rf"(?:\d{{1,3}}|{_WORDED})"

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    "Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"(?:[12]?\d|3[01]|0[1-9])(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"{_DAY}{_SPACE}+(?:of{_SPACE}+)?{_MONTH}\b(?:,?{_SPACE}+\d{{4}}\b)?"
    rf"|{_MONTH}{_SPACE}+{_DAY}\b(?!\d)(?:,?{_SPACE}+\d{{4}}\b)?"
    rf"|\d{{1,2}}(?P<s>[/.]|{_DASH})(?:0?\d|1[0-2])(?P=s)(?:\d{{4}}|\d{{2}})(?!\w|[/.-]\d)"
    rf"|(?:0?\d|1[0-2])/[12]\d/(?:\d{{4}}|\d{{2}})(?!\w|[/.-]\d)"
    rf"|\d{{4}}{_DASH}\d{{2}}{_DASH}\d{{2}}(?![\w-])"
    rf")"
)
_OF_A_COUNT = re.compile(r"\b(?:as (?:at|of|on)|launched(?: on)?|up to)\s+$", re.IGNORECASE)

_PERSON = (
    "(?:bab(?:y|ies)|infants?|toddlers?|child|children|boys?|girls?|teenagers?|youths?|sons?|"
    "daughters?|brothers?|sisters?|wom[ae]n|m[ae]n|mothers?|fathers?|parents?|grand(?:mother|"
    "father|parent|son|daughter|child)s?|carers?|pupils?|students?|residents?|patients?|prisoners?|"
    "passengers?|customers?|visitors?|employees?|detainees?|inmates?|tenants?|victims?|"
    "witness(?:es)?|suspects?|offenders?|persons?|people|adults?|individuals?|males?|females?|"
    "cousins?|friends?|neighbours?|clients?|learners?|leavers?)"
)
_CASE = (
    "(?:cases?|families|family|households?|staff|officers?|nurses?|doctors?|teachers?|workers?|"
    "sergeants?|constables?|inspectors?|firefighters?|crew|volunteers?|members?|deaths?|"
    "complainants?|apprentices?|apprenticeships?|siblings?|foster\\w*|service users?|users?|"
    "callers?|drivers?|guests?|admissions?|arrests?)"
)
_ONE = (
    "(?:baby|infant|toddler|child|boy|girl|teenager|youth|son|daughter|brother|sister|woman|man|"
    "pupil|student|resident|patient|prisoner|detainee|person|adult|male|female|victim|witness)"
)
_ENDS = r"(?=\s*(?:[,.;:)]|$|when\b|and\b|on\b|in\b|at the\b))"
_AGES = (
    (  # aged 14; aged six and nine
        rf"\baged?{_SPACE}+(?:(?:just|only|about){_SPACE}+)?{_AGE}(?:{_SPACE}+and{_SPACE}+{_AGE})?\b"
        rf"(?!{_SPACE}*(?:to|{_DASH}|and over|or over|and under|%))"
    ),
    (  # a 14-year-old, a ten week old baby
        rf"\b{_AGE}(?:{_DASH}|{_SPACE})(?:day|week|month|year)(?:{_DASH}|{_SPACE})old\b"
        rf"(?:{_SPACE}+{_PERSON}\b)?"
    ),
    rf"\b{_AGE}{_SPACE}+(?:days|weeks|months|years){_SPACE}+(?:old|of age)\b",
    rf"\b{_ONE}{_SPACE}+of{_SPACE}+{_AGE}\b(?!{_SPACE}*(?:%|per\b|the\b|\w+s\b))",  # a boy of 15
    (  # she was three; he had turned 18
        rf"(?:\b[Ss]?he|\bwho|\bthey|\b{_PERSON}){_SPACE}+"
        rf"(?:(?:was|is|were)(?:{_SPACE}+(?:only|just|then|now|still))?|turned|had turned)"
        rf"{_SPACE}+{_AGE}{_ENDS}"
    ),
)
_AGE_IN_BRACKETS = re.compile(rf"\b{_PERSON}{_SPACE}+(\({_AGE}\))", re.IGNORECASE)
_AGE_IN_COMMAS = re.compile(rf"\b{_PERSON},{_SPACE}+({_AGE}),", re.IGNORECASE)
_AGE_PATTERN = re.compile("|".join(f"(?:{one})" for one in _AGES), re.IGNORECASE)

_RANKS = (
    *("Mr", "Mrs", "Ms", "Miss", "Mx", "Master", "Dr", "Doctor", "Prof", "Professor", "Sir"),
    *("Dame", "Lord", "Lady", "Rev", "Reverend", "Fr", "Father", "Imam", "Rabbi", "Pastor"),
    *("Sister", "Brother", "Nurse", "Matron", "Judge", "Justice", "Cllr", "Councillor", "PC"),
    *(
        "WPC",
        "DC",
        "DS",
        "DI",
        "DCI",
        "DSupt",
        "PS",
        "PCSO",
        "Sgt",
        "Sergeant",
        "Insp",
        "Inspector",
    ),
    *("Supt", "Superintendent", "Constable", "Captain", "Capt", "Major", "Colonel", "Col", "Lt"),
    *("Lieutenant", "Officer", "Governor", "Headteacher", "Principal", "Commander", "Cmdr"),
)
_NAME = re.compile(
    rf"\b(?:(?:Detective|Chief|Deputy|Assistant|Acting|Police|Senior|Prison|Watch|Station|Group|"
    rf"Custody){_SPACE}+){{0,4}}(?:{'|'.join(_RANKS)})\.?(?:{_SPACE}+\d{{2,6}})?"
    rf"(?P<name>{_SPACE}+(?:[A-Z]\.{_SPACE}?)*[A-Z][\w'\u2019]*[a-z\u00df-\u00ff](?:{_DASH}[A-Z]\w+)?)"
    rf"(?:{_SPACE}+[A-Z][\w'\u2019-]*[a-z])*"
)
_NO_NAME = re.compile(
    r"\b(?:School|Academy|College|Teams?|Units?|Days?|Week|Trust|Hospital|House|Hall|Court|Centre|"
    r"Road|Street|Avenue|Lane|Ward|Wing|Programme|Project|Scheme|Incidents?|Crime|Crimes|Charter|"
    r"Act|Order|Report|Council|Development|Training|Cup|Prize|Award|Safeguarding|Inspector|General|"
    r"Support|Association|Federation|Conduct|Room|Service|Services|Handbook|Guide)\b"
)

_REFERENCE = re.compile(
    r"(?:invoice|asset|order|account|serial|batch|policy|part|stock|licen[cs]e|contract|job|repair|"
    r"reference|ref)\b[\w .:#-]{0,14}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Tell:
    """Something in a text that could give a person away: by which rule, and its words."""

    rule: str
    start: int
    words: str


def tells(text: str, rules: frozenset[str], below: int) -> Iterator[Tell]:
    """What these rules find in a text, in the order of the rules.

    `below` is the count from which on a number of people or cases is no longer small.
    """
    plain, places = _without_emphasis(text)
    if not _DIGIT.search(plain):
        rules -= _OF_DIGITS
    if "@" not in plain and "at]" not in plain and "at)" not in plain:
        rules -= {"email"}
    for rule, found in RULES.items():
        if rule in rules:
            for first, last in found(plain):
                if rule != "small-number" or _value(plain[first:last]) < below:
                    start, end = places[first], places[last - 1] + 1
                    yield Tell(rule, start, text[start:end])


_DIGIT = re.compile(r"\d")
_OF_DIGITS = frozenset({"postcode", "phone", "national-id", "vehicle-mark", "exact-date"})


def _without_emphasis(text: str) -> tuple[str, Sequence[int]]:
    """A text without Markdown's marks of emphasis, and where each of its characters stood."""
    if not _EMPHASIS.search(text):
        return text, range(len(text))
    places: list[int] = []
    pieces: list[str] = []
    start = 0
    for match in (*_EMPHASIS.finditer(text), None):
        end = match.start() if match else len(text)
        places += range(start, end)
        pieces.append(text[start:end])
        start = match.end() if match else end
    return "".join(pieces), places


_Spans = Iterator[tuple[int, int]]


def _before(text: str, match: re.Match[str]) -> str:
    """The few words before a match."""
    return text[max(0, match.start() - 40) : match.start()]


def _near_numbers(text: str) -> _Spans:
    """The stretches of a text around its numbers: to try long patterns everywhere takes long."""
    first = last = 0
    for match in _TOKEN.finditer(text):
        if match[0].isdigit() or match[0].lower() in _NUMBER_WORDS:
            if match.start() - _NEAR > last:
                if last:
                    yield first, last
                first = max(0, match.start() - _NEAR)
            last = match.end() + _NEAR
    if last:
        yield first, min(last, len(text))


_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_NUMBER_WORDS = frozenset((*_NUMBERS, *_TENS, "single"))
_NEAR = 80
"""Characters on both sides of a number in which its meaning stands."""


def _all(pattern: str, flags: int = 0) -> Callable[[str], _Spans]:
    compiled = re.compile(pattern, flags)

    def found(text: str) -> _Spans:
        return (match.span() for match in compiled.finditer(text))

    return found


_PHONE = re.compile(
    rf"(?<![\w.,\u00a3/-])(?:\+\d{{2}}{_SPACE}?(?:\(0\){_SPACE}?)?|\(?0)"
    rf"(?:(?:{_SPACE}|[().]|{_DASH}){{0,4}}\d){{9,10}}(?![\d])"
    rf"|(?<!\d)0800{_SPACE}?1111(?!\d)"
)


def _phones(text: str) -> _Spans:
    for match in _PHONE.finditer(text):
        if not _REFERENCE.search(_before(text, match)):
            yield match.span()


_GAP = rf"(?:{_SPACE}|{_DASH})?"
_NINO = re.compile(
    rf"(?<!\w)[A-Z]{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}[A-D](?!\w)",
    re.IGNORECASE,
)
_NHS = re.compile(
    rf"(?<![\w-])\d{{3}}(?:{_SPACE}|{_DASH})?\d{{3}}(?:{_SPACE}|{_DASH})?\d{{4}}(?![\w-])"
)
_NHS_MODULUS = 11


def _identifiers(text: str) -> _Spans:
    yield from (match.span() for match in _NINO.finditer(text))
    for match in _NHS.finditer(text):
        *digits, check = (int(d) for d in match[0] if d.isdigit())
        total = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
        if (_NHS_MODULUS - total % _NHS_MODULUS) % _NHS_MODULUS == check:
            yield match.span()


def _days(text: str) -> _Spans:
    for match in _DATE.finditer(text):
        if not _OF_A_COUNT.search(_before(text, match)):
            yield match.span()


_THINGS = re.compile(
    r"old\s+(?:building|programme|scheme|system|policy|contract|car|house|home|school|station|file|"
    r"plan|unit|wing|law|rule|agreement|service|project|record|report|computer|boat|van|site)",
    re.IGNORECASE,
)


def _ages(text: str) -> _Spans:
    for near in _near_numbers(text):
        for match in _AGE_PATTERN.finditer(text, *near):
            if not _THINGS.search(text[match.start() : match.end() + 14]):
                yield match.span()
        for pattern in (_AGE_IN_BRACKETS, _AGE_IN_COMMAS):
            yield from (match.span(1) for match in pattern.finditer(text, *near))


def _names(text: str) -> _Spans:
    for match in _NAME.finditer(text):
        if not _NO_NAME.search(text[match.start("name") : match.end()]):
            yield match.span()


_OF_ALL = (
    rf"(?:{_SPACE}+(?:of|out of){_SPACE}+(?:(?:the|these|those|its|their|our|all){_SPACE}+)?"
    rf"(?:(?:\d+|{_WORDED})\b)?)?"
)
_SOME_WORDS = rf"(?:{_SPACE}+(?:[a-z]+{_DASH})?[a-z]+){{0,2}}?"
_SOMETHING_OF_THEIRS = (
    rf"['\u2019]|{_DASH}|{_SPACE}+(?:protection|in need|conferences?|plans?|reviews?|meetings?|"
    r"teams?|homes?|schools?|visits?|weeks?|months?|days?|hours?|records?|files?|interviews?|forms?|"
    r"numbers?|services?|support|trainers?|rooms?)\b"
)
_SMALL = re.compile(
    rf"(?<![:.,/\d])\b(?P<n>\d{{1,2}}|{_WORDED}|a single)\b{_OF_ALL}{_SOME_WORDS}"
    rf"{_SPACE}+(?P<who>{_PERSON}|{_CASE})\b(?!{_SOMETHING_OF_THEIRS})",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(r"(?<=:)\s*(?P<n>\d{1,2})(?=\s*(?:\.|\||;|,|$))", re.MULTILINE)
_IN_A_CELL = re.compile(r"(?<=\|)\s*(?P<n>\d{1,2})\s*(?=\|)")
_AFTER_THEM = re.compile(
    rf"\b(?:{_PERSON}|{_CASE}){_SPACE}+(?P<n>\d{{1,2}}|{_WORDED})(?=\s*(?:[,.;|]|$))", re.IGNORECASE
)
_RANGE = re.compile(
    rf"(?:\d|fewer than|less than|under|over|at least|up to|{_DASH}|(?:\d|\b{_WORDED})\s+to)\s*$",
    re.IGNORECASE,
)
_MANY = re.compile(r"(?:s|children|men|people|staff|crew)$", re.IGNORECASE)


def _small(text: str) -> _Spans:
    for near in _near_numbers(text):
        for match in _SMALL.finditer(text, *near):
            alone = _value(match["n"]) == 1
            if (alone or _MANY.search(match["who"])) and not _RANGE.search(_before(text, match)):
                yield match.span()
        for pattern in (_AFTER_COLON, _IN_A_CELL, _AFTER_THEM):
            yield from (match.span("n") for match in pattern.finditer(text, *near))


def counts_people(unit: str) -> bool:
    """Whether what is counted are people or cases."""
    return bool(re.search(rf"\b(?:{_PERSON}|{_CASE})\b", unit, re.IGNORECASE))


def _value(words: str) -> int:
    first = re.match(r"[\w-]+", words.lower())
    word = first[0] if first else ""
    if word.isdigit():
        return int(word)
    if word == "a":
        return 1
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else 100


_OF_A_CAR = r"(?i:(?<=\bcar, )|(?<=\bcar )|(?<=\bvan )|(?<=plate )|(?<=registration )|(?<=\breg ))"
_MARKS = (
    rf"[A-Z]{{2}}{_SPACE}?\d{{2}}{_SPACE}?[A-Z]{{3}}",
    rf"{_OF_A_CAR}(?i:[A-Z]{{2}}{_SPACE}?\d{{2}}{_SPACE}?[A-Z]{{3}})",
    rf"[A-Z]{_SPACE}?\d{{1,3}}{_SPACE}?[A-Z]{{3}}",
    rf"[A-Z]{{3}}{_SPACE}?\d{{1,3}}{_SPACE}?[A-Z]",
    rf"(?=[A-Z]*[IZ])[A-Z]{{2,3}}{_SPACE}?\d{{3,4}}",
)

RULES: dict[str, Callable[[str], _Spans]] = {
    "postcode": _all(
        rf"(?<![\w-])[A-Z]{{1,2}}\d[A-Z\d]?(?:{_SPACE}{{0,2}})(?!\d(?:st|nd|rd|th)\b)"
        rf"\d[ABD-HJLNP-UW-Z]{{2}}(?![\w-])",
        re.IGNORECASE,
    ),
    "phone": _phones,
    "email": _all(
        r"(?<![\w.+'-])[\w.+'-]{1,64}(?:@|\s?[\[(]at[\])]\s?)[\w-]{1,64}(?:(?:\.|\s?[\[(]dot[\])]\s?)[\w-]{1,64}){1,6}",
        re.IGNORECASE,
    ),
    "national-id": _identifiers,
    "vehicle-mark": _all(rf"(?<![\w-])(?:{'|'.join(_MARKS)})(?![\w-])"),
    "exact-date": _days,
    "exact-age": _ages,
    "name": _names,
    "small-number": _small,
}
"""Each rule by its name, with what finds the spans in a text."""
