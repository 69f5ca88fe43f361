from hypothesis import given
from hypothesis import strategies as st

from app.case.case import Case
from app.case.entities import Appointment
from app.case.partial_date import PartialDate
from app.casefile import calendar_text

DAY = PartialDate(2026, 4, 22)


def calendar(**fields) -> str:
    return calendar_text(Case.of([Appointment(id="a", **{"date": DAY, **fields})])).text


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_an_appointment_becomes_an_event():
    visit = Appointment(
        id="01a2",
        date=DAY,
        time="09:30",
        type="clinic",
        purpose="Marrow, and talk",
        place="Northgate; floor 3",
        with_whom="Dr. Ito",
        decision_wanted="Trial or not?",
        prepare=("list", "letter"),
    )
    assert unfolded(calendar_text(Case.of([visit])).text) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Casebook//Casebook//EN",
        "BEGIN:VEVENT",
        "UID:01a2@casebook",
        "DTSTAMP:20260422T000000Z",
        "DTSTART:20260422T093000",
        "SUMMARY:Marrow\\, and talk",
        "LOCATION:Northgate\\; floor 3",
        "DESCRIPTION:With: Dr. Ito\\nDecision wanted: Trial or not?\\n"
        "Bring and prepare: list\\, letter",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_without_a_time_it_is_of_the_whole_day():
    assert "DTSTART;VALUE=DATE:20260422\r\n" in calendar()
    assert "DTSTART;VALUE=DATE:20260422\r\n" in calendar(time="soon")


def test_without_a_purpose_its_kind_names_it():
    assert "SUMMARY:Appointment\r\n" in calendar()
    assert "SUMMARY:Appointment\r\n" not in calendar(type="clinic")


def test_what_is_not_known_to_the_day_is_left_out_and_told():
    dates = [PartialDate(2026, 4), PartialDate(2026), PartialDate(2026, 4, 22, about=True), None]
    rows = [
        Appointment(id=str(n), position=n, date=day, purpose="Scan") for n, day in enumerate(dates)
    ]
    made = calendar_text(Case.of(rows))
    assert "VEVENT" not in made.text
    assert made.notes == (
        'Left out of the calendar: Scan, because only "April 2026" is known of its date.',
        'Left out of the calendar: Scan, because only "2026" is known of its date.',
        'Left out of the calendar: Scan, because only "about 22 April 2026" is known of its date.',
        "Left out of the calendar: Scan, because its date is not known.",
    )


def test_line_breaks_and_control_characters_cannot_make_lines_of_their_own():
    text = calendar(purpose="a\r\nb\nc\rd\x00\x0b", place="\\n;,")
    assert "SUMMARY:a\\nb\\nc\\nd\r\n" in text
    assert "LOCATION:\\\\n\\;\\,\r\n" in text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_line_is_too_long_and_no_character_is_broken(purpose):
    text = calendar(purpose=purpose or "x")
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() is not None for line in lines)
    assert b"\n" not in b"".join(lines)
    names = {line.partition(":")[0].partition(";")[0] for line in unfolded(text)}
    assert names <= {
        "",
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "SUMMARY",
    }


def test_the_same_case_gives_the_same_text():
    assert calendar(purpose="x") == calendar(purpose="x")
