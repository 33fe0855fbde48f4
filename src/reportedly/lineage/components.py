"""Connected components: what hangs together when pairs are joined."""

from collections.abc import Iterable


def components(items: Iterable[str], pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return the groups that ``pairs`` join among ``items`` and the pairs' own ends, sorted, groups by first.

    Items that no pair names are groups of one.
    """
    parent: dict[str, str] = {item: item for item in items}
    for left, right in pairs:
        left_root, right_root = _root(parent, left), _root(parent, right)
        if left_root != right_root:
            parent[max(left_root, right_root)] = min(left_root, right_root)
    groups: dict[str, list[str]] = {}
    for item in sorted(parent):
        groups.setdefault(_root(parent, item), []).append(item)
    return tuple(tuple(group) for group in groups.values())


def _root(parent: dict[str, str], item: str) -> str:
    """Return the item that stands for the group of ``item``, shortening the way for the next asker."""
    parent.setdefault(item, item)
    root = item
    while parent[root] != root:
        root = parent[root]
    while parent[item] != root:
        parent[item], item = root, parent[item]
    return root
