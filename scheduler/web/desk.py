"""What is at hand to be given out: the calendars of one release and day, and the tokens."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.outputs.ical.notices import Notice
from scheduler.outputs.ical.sizes import too_large
from scheduler.web.item import Item, settled
from scheduler.web.kept import Kept
from scheduler.web.keys import Keys
from scheduler.web.renderer import Rendered, Renderer, RenderingFailed, Task, Title
from scheduler.web.wishes import Wish

PRIVATE, PUBLIC = (512, 64_000_000, 64), (128, 16_000_000, 8)
"""Most items, bytes and waiting wishes of those who hold a token, and of all others."""

TOO_MANY = Text("等待生成的日历太多。", "Too many calendars wait to be made.")


@dataclass(frozen=True)
class Shelf:
    """All public calendars of a release as they are on a day; empty before the first release.

    Parameters
    ----------
    public
        By raw path of their address, as ``/feeds/zh/city.ics``.
    known
        Names of all public feeds by language and path.
    events
        All public events by language and id.
    """

    title: Title | None = None
    public: Mapping[bytes, Item] = field(default_factory=dict)
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)
    events: Mapping[tuple[str, str], Notice] = field(default_factory=dict)

    def has(self, wish: Wish) -> bool:
        """Whether there is such a calendar; publicly there are fewer."""
        if wish.public:
            return (wish.lang, wish.path) in self.known
        return self.title is not None and wish.path in self.title.paths

    @property
    def number(self) -> int | None:
        """Number of the release."""
        return self.title.number if self.title else None

    @property
    def today(self) -> Day | None:
        """Day for which the calendars were rendered."""
        return self.title.today if self.title else None

    @property
    def city(self) -> Text:
        """Name of the city."""
        return self.title.city if self.title else Text()

    @property
    def published(self) -> datetime | None:
        """When the release was made."""
        return self.title.published if self.title else None


class Desk:
    """Gives out items; what was wished for lately is kept, and rendered along with a release."""

    def __init__(self, renderer: Renderer, keys: Keys | None = None) -> None:
        self.renderer = renderer
        self.keys = keys or Keys()
        self.shelf = Shelf()
        # Apart, so that strangers who ask for much take nothing from those who hold a token.
        self._kept = {True: Kept(*PUBLIC), False: Kept(*PRIVATE)}

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What was wished for lately, private calendars first."""
        return (*self._kept[False].items, *self._kept[True].items)

    def put(self, shelf: Shelf, kept: Mapping[Wish, Item]) -> None:
        """Give out another shelf from now on."""
        self.shelf = shelf
        for public, mine in self._kept.items():
            mine.replace((w, item) for w, item in kept.items() if w.public is public)

    def before(self, wish: Wish) -> Item | None:
        """What a wish was last answered with."""
        plain = wish.public and wish.options == Wish.plain
        return self.shelf.public.get(address(wish)) if plain else self._kept[wish.public].get(wish)

    async def item(self, wish: Wish) -> Item | None:
        """Answer a wish; ``None`` when there is no such calendar.

        Raises
        ------
        RenderingFailed
            When it cannot be rendered, or too many wait for theirs.
        """
        found = self.before(wish)
        if found is not None:
            return found
        if not self.shelf.has(wish):
            return None
        kept = self._kept[wish.public]
        task = kept.waiting.get(wish)
        if task is None:
            if kept.full:
                raise RenderingFailed(TOO_MANY)
            task = kept.waiting[wish] = asyncio.create_task(self._render(wish))
            task.add_done_callback(lambda _: kept.waiting.pop(wish, None))
        # One reader who leaves must not take it from the others who wait for the same.
        return await asyncio.shield(task)

    async def _render(self, wish: Wish) -> Item | None:
        shelf = self.shelf
        assert shelf.number is not None
        task = Task(shelf.number, (wish,))
        results = await asyncio.to_thread(lambda: list(self.renderer.results(task)))
        item = next((r.item for r in results if isinstance(r, Rendered)), None)
        if item is not None and shelf is self.shelf:
            self._kept[wish.public].add(wish, item)
        return item


def address(wish: Wish) -> bytes:
    """Raw path of a public feed."""
    return f"/feeds/{wish.lang}/{wish.path}".encode()


def stacked(
    desk: Desk, results: Iterator[Title | Rendered | Notice]
) -> tuple[Shelf, dict[Wish, Item]]:
    """Put what the renderer gives onto a new shelf, and beside it what is kept."""
    title: Title | None = None
    public: dict[bytes, Item] = {}
    names: dict[tuple[str, str], str] = {}
    events: dict[tuple[str, str], Notice] = {}
    kept: dict[Wish, Item] = {}
    for result in results:
        if isinstance(result, Title):
            title = result
        elif isinstance(result, Notice):
            events[result.lang, result.event_id] = result
        elif result.item is not None:
            wish = result.wish
            item = settled(result.item, desk.before(wish), public=wish.public)
            if wish.public and wish.options == Wish.plain:
                public[address(wish)] = item
                names[wish.lang, wish.path] = item.name
            else:
                kept[wish] = item
    return Shelf(title, public, names, events), kept


def outsized(shelf: Shelf, kept: Mapping[Wish, Item]) -> Iterator[Fault]:
    """Calendars as they are subscribed to that some calendar services may refuse."""
    own = {wish: item for wish, item in kept.items() if wish.options == Wish.plain}
    items = [(path.decode(), item) for path, item in shelf.public.items()]
    items += [(f"/f/*/{wish.path} ({wish.lang})", item) for wish, item in own.items()]
    for name, item in items:
        fault = too_large(name, item.plain.body)
        if fault:
            yield fault
