import uuid

from app.casefile.ids import IdSource, is_id, new_id


def test_an_id_is_a_uuid_of_version_7():
    made = uuid.UUID(new_id())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_ids_of_one_process_grow_even_when_the_clock_stands_or_goes_back():
    times = iter([1000] * 5000 + [999, 10, 1001])
    source = IdSource(lambda: next(times), lambda bits: 0)
    made = [source() for _ in range(5003)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_id_begins_with_its_time():
    made = uuid.UUID(IdSource(lambda: 0x0123456789AB, lambda bits: 0)())
    assert made.int >> 80 == 0x0123456789AB


def test_only_the_one_form_is_an_id():
    made = new_id()
    assert is_id(made)
    assert not is_id(made.upper())
    assert not is_id(made.replace("-", ""))
    assert not is_id("{" + made[1:-1] + "}")
    assert not is_id("")
    assert not is_id("x" * 36)
