"""The table of a sweep as a Parquet file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scheduler.outputs.files import replacing

TEXT, WHOLE, REAL, TRUTH, LIST = "text", "whole", "real", "truth", "list"

COLUMNS = {
    "scenario": TEXT, "source": TEXT, "title_zh": TEXT, "title_en": TEXT, "venue_id": TEXT,
    "hall_id": TEXT, "month": TEXT, "status": TEXT, "cost": WHOLE, "change": WHOLE,
    "bound": WHOLE, "loss_low": WHOLE, "loss_high": WHOLE, "moved": LIST, "dropped": LIST,
    "placed": LIST, "late": TRUTH, "cause": TEXT, "why_zh": TEXT, "why_en": TEXT, "key": TEXT,
    "wall_s": REAL, "peak_mb": WHOLE, "tries": WHOLE,
}  # fmt: skip
"""Columns in order, and what they hold, so that the types hang on no row."""


def write_table(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write the rows, each a scenario; the file is there whole or not at all."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {
        TEXT: pa.string(), WHOLE: pa.int64(), REAL: pa.float64(), TRUTH: pa.bool_(),
        LIST: pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    table = pa.Table.from_pylist([{k: r[k] for k in COLUMNS} for r in rows], schema)
    # A stream, as Arrow takes no path that is not UTF-8.
    with replacing(path) as part, part.open("wb") as stream:
        parquet.write_table(table, stream)
    return path
