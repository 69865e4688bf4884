"""Changes of scenarios that anybody could write, sound or not."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

DAYS = {"from": "2021-05-01", "to": "2021-05-02"}
DOME = {"id": "dome", "name_en": "Dome", "district": "east", "closures": [DAYS],
        "halls": [{"id": "d1", "gross_m2": 9, "closures": [DAYS]}], "runs": [["d1"]],
        "open": DAYS}  # fmt: skip
EVENT = {"id": "new", "name_en": "N", "kind": "festival", "industries": ["marine"],
         "show_days": 1}  # fmt: skip
SOUND: dict[str, list[Any]] = {
    "close": [{"venue": "expo", "hall": "h1", **DAYS}, {"venue": "dome", **DAYS}],
    "open": [{"venue": DOME}, {"venue": "expo", "hall": DOME["halls"][0]}],
    "resize": [{"venue": "expo", "hall": "h1", "gross_m2": 9000}],
    "add_event": [EVENT],
    "drop_event": ["forum", "new"],
    "change_event": [{"id": "new", "set": EVENT}, {"id": "forum", "set": {"seats": 3}}],
    "book": [{"id": "forum", "booked_start": "2021-06-02", "booked_halls": ["forum/plenary"]}],
    "unbook": ["forum", "new"],
    "forbid": [{"kinds": ["festival"], "min_daily_visitors": 5, **DAYS}],
    "policy": [{"closed_days": [DAYS], "closed_days[0].to": "2021-05-03"},
               {"neighbours": {"files": ["near.ics"]}}, {"horizon.first": "2021-04-01"}],
    "neighbour": ["near.ics"],
    "reopen": [{"venue": "expo", "hall": "d1", **DAYS}, {"venue": "dome", "hall": "d1", **DAYS},
               {"venue": "dome", **DAYS}],
    "change_venue": [{"id": "expo", "set": {"turnaround_days": 1, "open": DAYS}}],
}  # fmt: skip
LEAVES = st.sampled_from(
    [None, "", "expo", "h1", "dome", "d1", "forum", "yacht", "new", "near.ics", "2021-05-01",
     "2021-13-01", "9999-12-31", "0001-01-01", True, 0, -1, 10**30, 1.5, "9" * 5000, "\0", "..",
     "closed_days[0].to"]
) | st.text(max_size=6)  # fmt: skip
KEYS = st.sampled_from(
    ["id", "venue", "hall", "halls", "runs", "closures", "open", "from", "to", "set", "gross_m2",
     "files", "neighbours", "horizon", "closed_days", "closed_days[0]", "industries", "limits",
     f"closed_days[{'9' * 5000}].to", "weights.change.date", "co_located_with", ""]
) | st.text(max_size=6)  # fmt: skip
ANYTHING = st.recursive(
    LEAVES, lambda x: st.lists(x, max_size=3) | st.dictionaries(KEYS, x, max_size=3), max_leaves=6
)


@st.composite
def bent(draw: st.DrawFn, node: Any) -> Any:
    """A node with a few of its parts replaced by anything, or with more of them."""
    if draw(st.integers(0, 9)) == 0:
        return draw(ANYTHING)
    if isinstance(node, dict):
        more = draw(st.dictionaries(KEYS, ANYTHING, max_size=1))
        return more | {key: draw(bent(part)) for key, part in node.items()}
    if isinstance(node, list):
        return [*(draw(bent(part)) for part in node), *draw(st.lists(ANYTHING, max_size=1))]
    return node


def changes(kinds: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Changes of some kinds, sound or not."""
    bodies = kinds.flatmap(lambda k: st.tuples(st.just(k), st.sampled_from(SOUND[k]).flatmap(bent)))
    return bodies.map(lambda pair: {pair[0]: pair[1]})


def several(kind: str) -> st.SearchStrategy[list[Any]]:
    """Some changes of any kind, as a rule openings, and one of a certain kind after them."""
    first = st.lists(changes(st.just("open") | st.sampled_from(sorted(SOUND))), max_size=3)
    return st.tuples(first, changes(st.just(kind))).map(lambda pair: [*pair[0], pair[1]])


ANY_LIST = st.lists(
    ANYTHING | st.dictionaries(st.sampled_from(sorted(SOUND)), ANYTHING, max_size=1), max_size=4
)

ODD_HALL = {"id": "zz", "gross_m2": 3}
BROKEN: list[list[dict[str, Any]]] = [
    [{"open": {"venue": "expo", "hall": ODD_HALL | {"closures": ["foo"]}}},
     {"reopen": {"venue": "expo", "hall": "zz", **DAYS}}],
    [{"open": {"venue": DOME | {"closures": ["foo"]}}},
     {"reopen": {"venue": "dome", "hall": "d1", **DAYS}}],
    [{"open": {"venue": "expo", "hall": ODD_HALL | {"id": ["a"]}}},
     {"close": {"venue": "expo", "hall": "h1", **DAYS}}],
    [{"open": {"venue": {"id": ["a"]}}}, {"close": {"venue": "expo", **DAYS}}],
    [{"policy": {f"closed_days[{'9' * 5000}].to": "2021-05-01"}}],
    [{"open": {"venue": DOME | {"halls": [ODD_HALL | {"closures": ["foo"]}]}}},
     {"reopen": {"venue": "dome", **DAYS}}],
]  # fmt: skip
"""Changes of which each once ended the program."""
