"""Words: the units that the reader reads, cut as English Universal Dependencies cuts them."""

from itertools import pairwise

import pytest

from reportedly.readings.words import after_prefix, find_words


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return [text[start:end] for start, end in find_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She doesn't know.", ["She", "does", "n't", "know", "."]),
        ("They can’t and won’t.", ["They", "ca", "n’t", "and", "wo", "n’t", "."]),
        ("DON'T", ["DO", "N'T"]),
        ("We'll see; I’m off.", ["We", "'ll", "see", ";", "I", "’m", "off", "."]),
        ("He cannot go.", ["He", "can", "not", "go", "."]),
        ("the port’s cranes", ["the", "port", "’s", "cranes"]),
        ("the ferries' crews", ["the", "ferries", "'", "crews"]),
        ("O’Neill’s boat", ["O’Neill", "’s", "boat"]),
        ("the U.K.'s envoy", ["the", "U.K.", "'s", "envoy"]),
    ],
)
def test_clitics_are_words_of_their_own(text: str, expected: list[str]) -> None:
    """ "n't" turns what is said around and "'s" tells whose it is: neither may hide inside a word."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the U.S. on", ["in", "the", "U.S.", "on"]),
        ("It left the U.S.", ["It", "left", "the", "U.S."]),
        ("Mr. Okoye met Dr. Lind.", ["Mr.", "Okoye", "met", "Dr.", "Lind", "."]),
        ("J. K. Adeyemi spoke.", ["J.", "K.", "Adeyemi", "spoke", "."]),
        ("at 9:30 p.m. sharp", ["at", "9:30", "p.m.", "sharp"]),
        ("on Jan. 5", ["on", "Jan.", "5"]),
        ("No. 7 won.", ["No.", "7", "won", "."]),
        ("her Ph.D. and an M.Phil. before", ["her", "Ph.D.", "and", "an", "M.Phil.", "before"]),
    ],
)
def test_an_abbreviation_keeps_its_full_stop(text: str, expected: list[str]) -> None:
    """A stop that is torn off would end the sentence in the middle of a name."""
    assert words(text) == expected


@pytest.mark.parametrize("text", ["He said no.", "It was I. Nobody came.", "They felt the sun."])
def test_an_ordinary_word_gives_its_full_stop_back(text: str) -> None:
    """The same letters are an abbreviation in one place and the end of a sentence in another."""
    assert "." in words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a well-known ex-minister", ["a", "well", "-", "known", "ex-minister"]),
        ("the pro-government rally", ["the", "pro-government", "rally"]),
        ("a U.S.-led force", ["a", "U.S.", "-", "led", "force"]),
        ("3-5 May", ["3", "-", "5", "May"]),
    ],
)
def test_hyphens_part_words_but_not_prefixes(text: str, expected: list[str]) -> None:
    """The treebank cuts at hyphens and keeps prefixes: the network was taught so."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("anti-Okoye", "Okoye"),
        ("pro‑Tarnow", "Tarnow"),
        ("mid-April", "April"),
        ("pre-Columbian", "Columbian"),
        ("ex-M-19", "M-19"),
        ("sub-Saharan", "sub-Saharan"),
        ("Anti-Corruption", "Anti-Corruption"),
        ("pro-government", "pro-government"),
        ("Jean-Marie", "Jean-Marie"),
        ("al-Nour", "al-Nour"),
        ("anti-", "anti-"),
        ("-", "-"),
        ("Tarnow", "Tarnow"),
    ],
)
def test_a_name_begins_after_a_prefix_tied_to_it(word: str, name: str) -> None:
    """Someone who is "anti-Okoye" is not called so: the name is Okoye's, and so is the dossier."""
    text = f"the {word} camp"
    assert text[after_prefix(text, 4, 4 + len(word)) : 4 + len(word)] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5,000 people", ["5,000", "people"]),
        ("3.5 km", ["3.5", "km"]),
        ("10km at 8am", ["10", "km", "at", "8", "am"]),
        ("$5m or 20%", ["$", "5", "m", "or", "20", "%"]),
        ("the 1980s and the ’90s", ["the", "1980s", "and", "the", "’90s"]),
    ],
)
def test_numbers_stay_whole_and_units_part(text: str, expected: list[str]) -> None:
    """A count that is cut at its comma would be another count."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.org/a?b=1.", ["see", "https://example.org/a?b=1", "."]),
        ("write to a.b@example.org now", ["write", "to", "a.b@example.org", "now"]),
        ("#harbour by @anna", ["#harbour", "by", "@anna"]),
        ("example.com said", ["example.com", "said"]),
    ],
)
def test_addresses_and_handles_are_one_word(text: str, expected: list[str]) -> None:
    """An address in pieces would read as a sentence of nonsense."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” he said.", ["“", "No", ",", "”", "he", "said", "."]),
        ('"No," he said.', ['"', "No", ",", '"', "he", "said", "."]),
        ("“No,\" and ''yes''", ["“", "No", ",", '"', "and", "''", "yes", "''"]),
        ("It closed… Really?!", ["It", "closed", "…", "Really", "?!"]),
        ("Wait--what (now)", ["Wait", "--", "what", "(", "now", ")"]),
    ],
)
def test_marks_of_every_kind_are_words(text: str, expected: list[str]) -> None:
    """Straight, curly and doubled marks are mixed in real texts, and quotations hang on them."""
    assert words(text) == expected


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000", "\t", "\n"])
def test_any_white_space_parts_words(space: str) -> None:
    """Web pages are full of no-break spaces; "port authority" is two words on both sides of one."""
    assert words(f"port{space}authority") == ["port", "authority"]


def test_a_letter_with_a_combining_accent_stays_in_its_word() -> None:
    """Texts from some systems write é as two code points, and a name must not fall apart for it."""
    assert words("Jose\u0301 Pen\u0303a spoke") == ["Jose\u0301", "Pen\u0303a", "spoke"]


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00", "’’’", "…", "😀👍🏽", "\u202eabc\u202c", "\ud800", "'s", "n't"]
)
def test_offsets_are_exact_whatever_the_text(text: str) -> None:
    """What is not white space lies in exactly one word: nothing is normalised, nothing lost."""
    found = find_words(text)

    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert "".join(words(text)) == "".join(text.split())


def test_a_word_of_a_megabyte_is_one_word() -> None:
    """A pathological line must cost no more than its length."""
    assert find_words("a" * 1_000_000) == ((0, 1_000_000),)
    assert len(find_words("'" * 100_001)) > 0
    assert len(find_words("a-" * 50_000)) > 0
