"""Bytes become text, unchanged, or are refused."""

import pytest

from reportedly.reports.decode import Decoded, Refused, decode

RUSSIAN = "Вчера вечером в городе прошло собрание, на которое пришли десятки жителей."
JAPANESE = "昨日の夜、市役所で集会が開かれ、多くの住民が参加した。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“Quoted” words — and a café on the corner of the old street.", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "cp932"),
        ("naïve", "utf-8"),
        ("\ufeffwords", "utf-16-le"),
        ("\ufeffwords", "utf-16-be"),
        ("\ufeffwords", "utf-32-le"),
    ],
)
def test_old_and_new_encodings_give_the_words_that_were_written(text: str, encoding: str) -> None:
    """Archives hold thirty years of encodings, and their text is evidence."""
    found = decode(text.encode(encoding))

    assert isinstance(found, Decoded)
    assert found.text == text
    assert text.encode(encoding).decode(found.encoding) == text


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    """A page that says how it is written knows better than a guess."""
    assert decode("Łódź".encode("cp1250"), "windows-1250") == Decoded("Łódź", "cp1250")
    assert decode("Łódź".encode(), "ascii") == Decoded("Łódź", "utf-8")


def test_text_with_a_few_broken_bytes_is_refused_with_their_place() -> None:
    """Read in a legacy encoding, every accented word of it would turn to garbage."""
    found = decode("été à la mer".encode() + b"\xff")

    assert isinstance(found, Refused)
    assert "byte 15" in found.reason


@pytest.mark.parametrize("raw", [b"\xff\xfea", b"\xfe\xff\xd8\x00", b"\xff\xfe\x00\xd8"])
def test_a_broken_wide_text_is_refused(raw: bytes) -> None:
    """A byte order mark is a promise; what breaks it is no text."""
    assert isinstance(decode(raw), Refused)
