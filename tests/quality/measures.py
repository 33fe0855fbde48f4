"""All measures, in the order of the table."""

from tests.quality.examples import EXAMPLES
from tests.quality.names import NAMES
from tests.quality.places import PLACES
from tests.quality.polnear import POLNEAR
from tests.quality.seed_figures import SEED_FIGURES
from tests.quality.syntax import SYNTAX
from tests.quality.times import TIMES

MEASURES = (EXAMPLES, SEED_FIGURES, POLNEAR, TIMES, NAMES, SYNTAX, PLACES)
"""A new measure is a module with a ``Measure`` and a line here."""
