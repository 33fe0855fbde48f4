"""Countries as persons write them."""

from reportedly.events.gazetteer import load_gazetteer
from reportedly.run.analysis import LANGUAGE
from reportedly.run.seeking import NotFound
from reportedly.terms.places import Precision


def country_code(words: str) -> str:
    """Return the ISO 3166 two-letter code of a country that is named or written as its code, in any case.

    Raises NotFound for anything else.
    """
    gazetteer = load_gazetteer(LANGUAGE)
    if gazetteer.country(words.upper()) is not None:
        return words.upper()
    for place in gazetteer.find(words):
        if place.precision is Precision.COUNTRY:
            return place.country
    raise NotFound(f"{words}: no such country; write its name or its code (ISO 3166): Iraq or IQ")
