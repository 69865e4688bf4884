"""HTML that no name can break out of: whatever is not made here is escaped."""

from __future__ import annotations

from html import escape


class Html(str):
    """Markup that is already safe."""

    __slots__ = ()


Child = str | Html | None
"""Text, which is escaped; markup, which is not; or nothing."""


def tag(name: str, *children: Child, **attributes: str) -> Html:
    """One element; ``class_`` and the like lose their last underscore."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{pairs}>{joined(*children)}</{name}>")


def joined(*children: Child) -> Html:
    """Elements and texts one after another."""
    parts = (c if isinstance(c, Html) else escape(c) for c in children if c is not None)
    return Html("".join(parts))
