"""The closed label sets of the reader, in the order of the network's outputs."""

CASINGS = ("other", "lower", "title", "upper", "initial", "mixed", "digits", "digits_letters")
SPACINGS = ("none", "space", "line", "paragraph")
QUOTINGS = ("outside", "inside", "opening", "closing")

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip

RELATIONS = (
    "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass",
    "case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj",
    "csubj:outer", "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl",
    "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss",
    "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent",
    "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp",
)  # fmt: skip

NAME_TYPES = ("PERSON", "ORG", "LOC", "FAC", "NORP", "DATE", "MONEY", "PRODUCT", "MISC")
ATTRIBUTION_TYPES = ("SOURCE", "CUE", "CONTENT")

EDGES = ("B", "I", "E", "S")  # begin, inside, end, single


def tags_of(types: tuple[str, ...]) -> tuple[str, ...]:
    """The tags for span types: "O", then B, I, E and S of each type."""
    return ("O", *(f"{edge}-{kind}" for kind in types for edge in EDGES))


NAME_TAGS = tags_of(NAME_TYPES)
ATTRIBUTION_TAGS = tags_of(ATTRIBUTION_TYPES)
