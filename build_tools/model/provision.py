"""The text of one edition: provisions, each with an identifier, a place and fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | tuple[str, ...]
"""What a field holds: words (or Markdown), or a list of codes and identifiers."""

Attributes = Mapping[str, Value]
"""A provision as one flat mapping: its place (`parent`, `follows`), `withdrawn`, `was`, and its fields."""

PLACE = ("parent", "follows")
"""The attributes that say where a provision stands."""

STRUCTURAL = ("parent", "follows", "withdrawn", "was")
"""The attributes that are not fields."""


@dataclass(frozen=True, slots=True)
class Provision:
    """Anything that can be cited or amended."""

    id: str
    """Given once, never reused, never dependent on position."""
    parent: str | None = None
    """The provision it stands in; none for a root such as a volume."""
    follows: str | None = None
    """The sibling it stands behind; none for a first one, and for kinds ordered by their key."""
    withdrawn: bool = False
    """A tombstone: it keeps its identifier and place, and has no fields."""
    was: tuple[str, ...] = ()
    """The identifiers it had before (several: merged; shared with another provision: split)."""
    fields: Mapping[str, Value] = field(default_factory=dict)
    """Field name → value; an absent field is absent, never empty."""

    def words(self, name: str) -> str:
        """The field `name` as words; empty where it is absent."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ", ".join(value)


Text = Mapping[str, Provision]
"""The text of an edition: identifier → provision, tombstones included, in no particular order."""


def attributes(provision: Provision) -> dict[str, Value]:
    """The provision as a flat mapping; what is absent has no key.

    >>> attributes(Provision("A", parent="V", fields={"title": "One"}))
    {'parent': 'V', 'title': 'One'}
    """
    flat: dict[str, Value] = {}
    if provision.parent is not None:
        flat["parent"] = provision.parent
    if provision.follows is not None:
        flat["follows"] = provision.follows
    if provision.withdrawn:
        flat["withdrawn"] = "true"
    if provision.was:
        flat["was"] = provision.was
    flat.update(provision.fields)
    return flat


def from_attributes(identifier: str, flat: Attributes) -> Provision:
    """The inverse of `attributes`.

    >>> from_attributes("A", {"parent": "V", "title": "One"}).parent
    'V'
    """
    parent, follows, was = flat.get("parent"), flat.get("follows"), flat.get("was", ())
    return Provision(
        id=identifier,
        parent=parent if isinstance(parent, str) else None,
        follows=follows if isinstance(follows, str) else None,
        withdrawn=flat.get("withdrawn") == "true",
        was=was if isinstance(was, tuple) else (was,),
        fields={name: value for name, value in flat.items() if name not in STRUCTURAL},
    )
