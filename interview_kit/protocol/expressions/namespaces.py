"""The namespaces of forms, and what a prefix means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from interview_kit.errors import InputError

#: Names in it are as good as names in no namespace: forms declare it as their default.
XFORMS: Final = "http://www.w3.org/2002/xforms"
JAVAROSA: Final = "http://openrosa.org/javarosa"
XHTML: Final = "http://www.w3.org/1999/xhtml"
XML: Final = "http://www.w3.org/XML/1998/namespace"
#: Functions and attributes of our own.
KIT: Final = "urn:interview-kit:protocol"

#: Prefixes a form may use without declaring them; what it declares itself comes first.
PREFIXES: Final = {
    "jr": JAVAROSA,
    "kit": KIT,
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "h": XHTML,
    "html": XHTML,
    "xhtml": XHTML,
    "xf": XFORMS,
    "xml": XML,
}


def namespace_of(prefix: str, namespaces: Mapping[str, str]) -> str:
    """Return the namespace a prefix stands for; none for names without a prefix and for XForms' own."""
    if not prefix:
        return ""
    namespace = namespaces.get(prefix)
    if namespace is None:
        raise InputError("expressions.unknown-prefix", prefix=prefix)
    return "" if namespace == XFORMS else namespace
