"""Dates as inspectorates know them."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import Span, When, WrongDateError, add_months, moment, parse

DAYS = st.dates(min_value=date(1000, 1, 1))
TYPED = st.one_of(
    DAYS.map(lambda d: d.isoformat()),
    DAYS.map(lambda d: d.isoformat()[:7]),
    DAYS.map(lambda d: d.isoformat()[:4]),
)
NEARLY = st.text("0123456789-/ T:Z+", max_size=24)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.text(max_size=20), NEARLY, TYPED),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["text", "sort", "x"]), inner, max_size=3),
    ),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("typed", "first", "last", "iso"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "2021"),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28), "2021-02"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "2020-02"),
        ("2021-04-12", date(2021, 4, 12), date(2021, 4, 12), "2021-04-12"),
        (" 2021-04-12 ", date(2021, 4, 12), date(2021, 4, 12), "2021-04-12"),
        ("2021-04-12/2021-04-23", date(2021, 4, 12), date(2021, 4, 23), ""),
        ("2021-04/2022", date(2021, 4, 1), date(2022, 12, 31), ""),
        (["2021-05", "2021-04-12"], date(2021, 4, 12), date(2021, 5, 31), ""),
        ({"text": "in spring", "sort": "2021-04"}, date(2021, 4, 1), date(2021, 4, 30), "2021-04"),
        ({"text": "long ago"}, None, None, ""),
    ],
)
def test_a_date_is_as_precise_as_it_was_typed(
    typed: object, first: date | None, last: date | None, iso: str
) -> None:
    when = parse(typed)
    assert (when.first, when.last, when.iso) == (first, last, iso)


def test_words_are_kept_beside_the_date_they_stand_for() -> None:
    when = parse({"text": "in spring", "sort": "2021-04"})
    assert (when.text, when.year, when.sort) == ("in spring", 2021, (2021, 4, 0))
    assert parse({"text": "long ago"}).year == 0


@pytest.mark.parametrize(
    "typed",
    [
        "", "/", "21", "2021-4", "2021-13", "2021-02-29", "2021-04-31", "0000", "2021-04-12T09:00",
        "12/04/2021", "2021-05/2021-04", "2021/2022/2023", "2021-00", "2021-00-15", "2021-04-00",
        "2021-04/", "/2021-04", "2021..", "２０２１", "2021-04-12\n/2021-04-13",
        [], [[]], {}, {"sort": "2021"}, {"text": "x", "srt": "2021"}, {"text": "x", "sort": "y"},
        {"text": ["x"]}, None, 2021,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(typed: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(typed)


@given(ANYTHING)
def test_anything_is_a_date_or_told_to_be_none(typed: object) -> None:
    """A date's first day is not after its last, and its ISO form reads back as itself."""
    try:
        when = parse(typed)
    except ValueError:
        return
    if when.spans:
        assert when.first is not None
        assert when.last is not None
        assert when.first <= when.last
    if when.iso:
        assert parse(when.iso).spans == when.spans


@given(TYPED, TYPED)
def test_of_two_dates_one_order_makes_a_range(one: str, other: str) -> None:
    """A range is refused exactly when it ends before it begins."""
    start, end = parse(one).spans[0].start, parse(other).spans[0].end
    if end < start:
        with pytest.raises(ValueError, match="before"):
            parse(f"{one}/{other}")
    else:
        assert parse(f"{one}/{other}").spans == (Span(start, end),)


@given(st.lists(TYPED, min_size=1, max_size=4))
def test_several_dates_stand_in_order(typed: list[str]) -> None:
    when = parse(typed)
    assert when.spans == tuple(sorted(parse(item).spans[0] for item in typed))
    assert when.sort == min(parse(item).sort for item in typed)


def test_a_date_that_is_parsed_stays_as_it_is() -> None:
    assert parse(parse("2021-04")) == When((Span((2021, 4, 0), (2021, 4, 0)),))


def test_years_have_four_digits_for_machines() -> None:
    assert parse("0987-06").iso == "0987-06"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-03-01", datetime(2026, 3, 1)),  # noqa: DTZ001 - its zone is the site's
        ("2026-03-01T09:30", datetime(2026, 3, 1, 9, 30)),  # noqa: DTZ001 - same
        ("2026-03-01T09:30+00:00", datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        ("2026-03-01T09:30Z", datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_has_a_zone_where_one_is_typed(typed: str, meant: datetime) -> None:
    assert moment(typed) == meant
    assert moment(moment(typed)) == meant


@given(ANYTHING)
def test_anything_is_a_moment_or_told_to_be_none(typed: object) -> None:
    try:
        said = moment(typed).isoformat()
    except ValueError as error:
        said = str(error).partition("; ")[2]
    assert re.match(r"\d{4}-|write 2026-03-01T00:01", said)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2021, 8, 26), 6, date(2022, 2, 26)),
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2021, 12, 1), 1, date(2022, 1, 1)),
        (date(2021, 12, 31), 0, date(2021, 12, 31)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(st.dates(max_value=date(2999, 12, 31)), st.integers(0, 600))
def test_months_later_is_that_many_months_later(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("28 Feb 2022", 'did you mean "2022-02-28"?'),
        ("Feb 2022", 'did you mean "2022-02"?'),
        ("2021/4/12", 'did you mean "2021-04-12"?'),
        ("31 Febuary 2022", "there is no such day; look up the day"),
        ("2021/13/01", "there is no such day; look up the day"),
    ],
)
def test_no_day_is_offered_that_does_not_exist(typed: str, way: str) -> None:
    with pytest.raises(WrongDateError, match=re.escape(way)):
        parse(typed)
