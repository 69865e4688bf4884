"""Workbooks that are small on the disk and endless once they are read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import openpyxl  # type: ignore[import-untyped]
import pytest

from scheduler.errors import InputError
from scheduler.loading.faults import Ledger
from scheduler.loading.tables import read_table

SHEET = "xl/worksheets/sheet1.xml"


def book(rows: Iterable[bytes]) -> bytes:
    """A workbook with further rows at its end, which says that its sheet is as large as can be."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["id", "name_zh"])
    made.active.append(["a", "b"])
    made.save(out)
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(out.getvalue())) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == SHEET:
                head, tail = data.replace(b"A1:B2", b"A1:XFD1048576").split(b"</sheetData>")
                data = head + b"".join(rows) + b"</sheetData>" + tail
            new.writestr(name, data)
    return changed.getvalue()


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    table = read_table(book([]), "events.xlsx", Ledger())
    assert [row.cells for row in table.rows] == [{"id": "a", "name_zh": "b"}]


@pytest.mark.parametrize(
    "rows",
    [
        [b'<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>'],
        [b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(3, 1300)],
    ],
)
def test_endless_rows_and_cells(rows: list[bytes]) -> None:
    data = book(rows)
    assert len(data) < 100_000
    with pytest.raises(InputError) as caught:
        read_table(data, "events.xlsx", Ledger())
    [fault] = caught.value.faults
    assert fault.message.en.startswith("has too many rows or cells, blank ones included")
    assert fault.message.zh.startswith("行数或单元格过多（含空白）")
