"""All measures, in the order of the table."""

from tests.quality.acts import ACTS
from tests.quality.event_chains import EVENT_CHAINS
from tests.quality.examples import EXAMPLES
from tests.quality.gva import GVA
from tests.quality.gva_incidents import GVA_INCIDENTS
from tests.quality.lineage import LINEAGE
from tests.quality.lines import LINES
from tests.quality.links import REAL_LINKS
from tests.quality.muc4 import MUC4
from tests.quality.names import NAMES
from tests.quality.page_facts import PAGE_FACTS
from tests.quality.pages import PAGES
from tests.quality.places import PLACES
from tests.quality.plv import PLV
from tests.quality.polnear import POLNEAR
from tests.quality.seed_figures import SEED_FIGURES
from tests.quality.syntax import SYNTAX
from tests.quality.times import TIMES

MEASURES = (
    EXAMPLES,
    SEED_FIGURES,
    POLNEAR,
    ACTS,
    TIMES,
    NAMES,
    SYNTAX,
    PLACES,
    PLV,
    MUC4,
    GVA,
    GVA_INCIDENTS,
    EVENT_CHAINS,
    PAGES,
    PAGE_FACTS,
    LINES,
    LINEAGE,
    REAL_LINKS,
)
"""A new measure is a module with a ``Measure`` and a line here."""
