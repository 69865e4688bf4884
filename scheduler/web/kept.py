"""What was wished for lately, as much as there is room for."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from scheduler.web.item import Item
from scheduler.web.wishes import Wish


@dataclass
class Kept:
    """Items of one kind of readers, those that were asked for longest ago given up first.

    Parameters
    ----------
    most, most_bytes
        Items, and bytes of their bodies in all.
    most_waiting
        Wishes that may wait to be rendered at a time.
    """

    most: int
    most_bytes: int
    most_waiting: int
    items: OrderedDict[Wish, Item] = field(default_factory=OrderedDict)
    waiting: dict[Wish, asyncio.Task[Item | None]] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        """Whether no further wish may wait."""
        return len(self.waiting) >= self.most_waiting

    def get(self, wish: Wish) -> Item | None:
        """The item of a wish, which is thereby the last to be given up."""
        if wish in self.items:
            self.items.move_to_end(wish)
        return self.items.get(wish)

    def add(self, wish: Wish, item: Item) -> None:
        """Keep an item, in place of others if need be."""
        self.items[wish] = item
        size = sum(map(_bytes, self.items.values()))
        while self.items and (len(self.items) > self.most or size > self.most_bytes):
            size -= _bytes(self.items.popitem(last=False)[1])

    def replace(self, items: Iterable[tuple[Wish, Item]]) -> None:
        """Keep these instead."""
        self.items = OrderedDict(items)


def _bytes(item: Item) -> int:
    return len(item.plain.body) + len(item.zipped.body)
