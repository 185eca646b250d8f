"""The order of provisions: places make trees of siblings, keys order themselves."""

from collections import defaultdict
from collections.abc import Iterator

from build_tools.model.facts import Facts
from build_tools.model.identifiers import natural_key
from build_tools.model.provision import Provision, Text


def children(facts: Facts, text: Text) -> dict[str | None, tuple[Provision, ...]]:
    """Parent → its children in order, tombstones included; the roots under none.

    Siblings with a recorded place come first, each behind the one it follows (several behind one: by
    identifier); then those ordered by their key, kind by kind as declared.
    """
    grouped: dict[str | None, list[Provision]] = defaultdict(list)
    for provision in text.values():
        grouped[provision.parent].append(provision)
    ranks = {name: rank for rank, name in enumerate(facts.kinds)}
    return {parent: tuple(_siblings(facts, ranks, group)) for parent, group in grouped.items()}


def _siblings(facts: Facts, ranks: dict[str, int], group: list[Provision]) -> list[Provision]:
    placed: list[Provision] = []
    keyed: list[tuple[int, Provision]] = []
    for provision in group:
        kind = facts.kind_of(provision.id)
        if kind is not None and kind.order == "key":
            keyed.append((ranks[kind.name], provision))
        else:
            placed.append(provision)
    keyed.sort(key=lambda pair: (pair[0], natural_key(pair[1].id)))
    return _by_place(placed) + [provision for _, provision in keyed]


def _by_place(group: list[Provision]) -> list[Provision]:
    if not group:
        return []
    known = {provision.id for provision in group}
    behind: dict[str | None, list[Provision]] = defaultdict(list)
    for provision in group:
        behind[provision.follows if provision.follows in known else None].append(provision)
    for anchored in behind.values():
        anchored.sort(key=lambda provision: natural_key(provision.id), reverse=True)
    ordered: list[Provision] = []
    stack = list(behind.get(None, ()))
    while stack:
        provision = stack.pop()
        ordered.append(provision)
        stack.extend(behind.get(provision.id, ()))
    if len(ordered) < len(group):  # anchors in a circle: reported by the checks, kept here in a fixed order
        seen = {provision.id for provision in ordered}
        ordered += sorted((p for p in group if p.id not in seen), key=lambda p: natural_key(p.id))
    return ordered


def reading_order(facts: Facts, text: Text) -> Iterator[tuple[int, Provision]]:
    """Every provision that a root leads to, with its depth, as one reads the standard."""
    below = children(facts, text)
    stack = [(0, provision) for provision in reversed(below.get(None, ()))]
    while stack:
        depth, provision = stack.pop()
        yield depth, provision
        stack.extend((depth + 1, child) for child in reversed(below.get(provision.id, ())))


def has_own_file(facts: Facts, provision: Provision) -> bool:
    """Whether the provision stands in a file (and, where its kind has pages, on a page) of its own."""
    kind = facts.kind_of(provision.id)
    if kind is None or not kind.file:
        return False
    if not kind.own or provision.parent is None:
        return True
    parent = facts.kind_of(provision.parent)
    return parent is not None and parent.name in kind.own


def file_of(facts: Facts, text: Text, provision: Provision) -> str:
    """The path below source/ of the file that holds the provision."""
    holder = provision
    seen = {holder.id}
    while not has_own_file(facts, holder):
        parent = text.get(holder.parent or "")
        if parent is None or parent.id in seen:
            return ""
        seen.add(parent.id)
        holder = parent
    kind = facts.kind_of(holder.id)
    assert kind is not None
    return kind.file.format(**facts.groups(kind, holder.id))
