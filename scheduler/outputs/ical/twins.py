"""jCal (RFC 7265) and xCal (RFC 6321): the same calendars for programs that read JSON or XML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from scheduler.outputs.ical.tree import Component, Property, Value, parse

_NO_XML = re.compile("[\ufffe\uffff]")
"""What XML 1.0 cannot hold of what a calendar can."""

_XML = "urn:ietf:params:xml:ns:icalendar-2.0"


def jcal(data: bytes) -> bytes:
    """JSON twin of a calendar file."""
    tree = _component(parse(data))
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def xcal(data: bytes) -> bytes:
    """XML twin of a calendar file."""
    root = Element("icalendar", xmlns=_XML)
    _element(root, parse(data))
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml


def _same(data: bytes) -> bytes:
    return data


FORMS: dict[str, Callable[[bytes], bytes]] = {"ics": _same, "json": jcal, "xml": xcal}
"""By extension."""


def _component(component: Component) -> list[Any]:
    return [
        component.name.lower(),
        [_listed(p) for p in component.properties],
        [_component(child) for child in component.children],
    ]


def _listed(p: Property) -> list[Any]:
    params = {key.lower(): value for key, value in p.params.items()}
    return [p.name.lower(), params, p.type, *p.values]


def _element(parent: Element, component: Component) -> None:
    here = SubElement(parent, component.name.lower())
    if component.properties:
        inside = SubElement(here, "properties")
        for p in component.properties:
            _property(inside, p)
    if component.children:
        inside = SubElement(here, "components")
        for child in component.children:
            _element(inside, child)


def _property(parent: Element, p: Property) -> None:
    here = SubElement(parent, p.name.lower())
    if p.params:
        inside = SubElement(here, "parameters")
        for key, given in p.params.items():
            SubElement(SubElement(inside, key.lower()), "text").text = given
    for value in p.values:
        _value(here, p, value)


def _value(parent: Element, p: Property, value: Value) -> None:
    if not isinstance(value, tuple):
        SubElement(parent, p.type).text = _NO_XML.sub("\ufffd", str(value))
        return
    inside = SubElement(parent, "period") if p.type == "period" else parent
    names = ("start", "end") if p.type == "period" else ("latitude", "longitude")
    for name, part in zip(names, value, strict=True):
        SubElement(inside, name).text = str(part)
