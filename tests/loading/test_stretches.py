"""Halls from one to another, as salespeople write them."""

from __future__ import annotations

import pytest

from scheduler.loading.stretches import stretch, stretches
from tests.factory import hall, venue

HALLS = {f"N{n}馆": f"n{n}" for n in range(1, 6)} | {f"{n}号馆": f"s{n}" for n in range(1, 4)}
EXPO = venue(
    "expo", *(hall(h) for h in HALLS.values()),
    runs=[[f"n{n}" for n in (1, 2, 3, 5)], ["s1", "s2", "s3"]],
)  # fmt: skip


def find(said: str) -> str | None:
    return HALLS.get(said.strip()) or (said if said in HALLS.values() else None)


@pytest.mark.parametrize(
    ("text", "halls"),
    [
        ("N1馆-N3馆", "n1 n2 n3"),
        ("N1-N3馆", "n1 n2 n3"),
        ("N3至N5馆", "n3 n5"),
        ("1～3号馆", "s1 s2 s3"),
        ("３－１号馆", "s1 s2 s3"),
        ("n1 to n3", "n1 n2 n3"),
        ("N3-N4馆", ""),  # N4 is in no run
        ("N1-3号馆", ""),  # not neighbours
        ("N1-", ""),
        ("2021-05-01", ""),
        ("", ""),
    ],
)
def test_a_stretch_is_that_of_a_run(text: str, halls: str) -> None:
    assert stretch(EXPO, text, find) == tuple(halls.split())


def test_several_in_a_longer_text() -> None:
    found = stretches(EXPO, "世界博览城 N1-N2馆、2-3号馆（2021-05-01 起）", find)
    assert list(found) == [("n1", "n2"), ("s2", "s3")]
