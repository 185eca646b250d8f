"""What an issued edition's text was: a digest for each field of each provision."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.model.identifiers import natural_key
from build_tools.model.provision import STRUCTURAL, Attributes, Provision, Text, attributes


@dataclass(frozen=True, slots=True)
class Seal:
    """The record kept beside an edition's amendments."""

    digest: str
    """SHA-256 over the whole text."""
    reasons: tuple[str, ...]
    """Why it was sealed, and each time resealed, oldest first."""
    provisions: Mapping[str, str]
    """Identifier → “attribute:digest …”, twelve hexadecimal digits each."""


def seal_of(provision: Provision) -> str:
    """The provision's entry in a seal.

    >>> seal_of(Provision("A", fields={"title": "One"}))
    'title:cbc029aa876c'
    """
    pairs = sorted(attributes(provision).items())
    return " ".join(f"{name}:{hashlib.sha256(_encoded(value)).hexdigest()[:12]}" for name, value in pairs)


def digest_of_fields(fields: Attributes) -> str:
    """Twelve digits that tell one wording of a provision from another; its place and its note do not count.

    >>> digest_of_fields({"title": "One"}) == digest_of_fields({"parent": "A", "title": "One", "note": "x"})
    True
    """
    return hashlib.sha256(_encoded(sorted((name, value) for name, value in fields.items() if name not in (*STRUCTURAL, "note")))).hexdigest()[:12]


def digest_of(text: Text) -> str:
    """The digest of a whole text, whatever the order of its mapping."""
    total = hashlib.sha256()
    for identifier in sorted(text, key=natural_key):
        total.update(_encoded([identifier, sorted(attributes(text[identifier]).items())]))
    return total.hexdigest()


def seal(text: Text, reasons: tuple[str, ...]) -> Seal:
    """The text's seal."""
    entries = {identifier: seal_of(text[identifier]) for identifier in sorted(text, key=natural_key)}
    return Seal(digest_of(text), reasons, entries)


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
