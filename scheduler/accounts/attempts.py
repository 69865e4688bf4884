"""How many logins may fail before one has to wait."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

FREE = {"name": 5, "address": 20}
"""Failures that cost no waiting; several people may share an address."""

FIRST_S, LONGEST_S = 2.0, 900.0
"""Seconds to wait after the next one, doubled by each further one, and at most."""

FORGET_S = 3600.0
"""Seconds without a failure after which all is forgotten."""

MOST = 20_000
"""Names and addresses remembered; those that failed longest ago are forgotten first."""


@dataclass
class Attempts:
    """Failures by name and by address; a login waits for the longer of the two.

    By name, so that many addresses do not try one account; by address, so that one does not try
    many. Nobody is locked out for good: a wait ends by itself.
    """

    _failed: OrderedDict[tuple[str, str], tuple[int, float]] = field(default_factory=OrderedDict)

    def begin(self, name: str, address: str, now: float) -> float:
        """Seconds to wait before a try is looked at; 0 when it is, and then it has begun.

        It counts as failed until it succeeds, so that many at once gain nothing.

        Parameters
        ----------
        now
            Second of a clock that never goes back.
        """
        wait = max(self._wait(key, now) for key in _keys(name, address))
        if not wait:
            for key in _keys(name, address):
                count, at = self._failed.pop(key, (0, now))
                self._failed[key] = (1 if now - at > FORGET_S else count + 1, now)
            while len(self._failed) > MOST:
                self._failed.popitem(last=False)
        return wait

    def succeeded(self, name: str, address: str) -> None:
        """Forget what failed under the name before; of the address, this try alone."""
        mine, whole = _keys(name, address)
        self._failed.pop(mine, None)
        if whole in self._failed:
            count, at = self._failed[whole]
            self._failed[whole] = (count - 1, at)

    def _wait(self, key: tuple[str, str], now: float) -> float:
        count, at = self._failed.get(key, (0, now))
        free = FREE[key[0]]
        if count < free or now - at > FORGET_S:
            return 0.0
        wait = min(LONGEST_S, FIRST_S * 2.0 ** min(count - free, 30))
        return max(0.0, at + wait - now)


def _keys(name: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("name", name), ("address", _network(address))


def _network(address: str) -> str:
    """An IPv6 address counts as its network, since one reader has billions of them."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Address(int(found) >> 64 << 64))
    return address
