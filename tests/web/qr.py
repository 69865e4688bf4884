"""Reads QR codes drawn as SVG, by ISO/IEC 18004; knows nothing of how ours are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Grid = list[list[bool]]

CENTRES = {2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34), 7: (6, 22, 38),
           8: (6, 24, 42), 9: (6, 26, 46), 10: (6, 28, 50)}  # fmt: skip
"""Rows and columns of the alignment patterns of each version."""

LEVELS = {0b01: "L", 0b00: "M", 0b11: "Q", 0b10: "H"}
BLOCKS = {
    "L": ((7, 1, 19), (10, 1, 34), (15, 1, 55), (20, 1, 80), (26, 1, 108), (18, 2, 68),
          (20, 2, 78), (24, 2, 97), (30, 2, 116), (18, 2, 68, 2, 69)),
    "M": ((10, 1, 16), (16, 1, 28), (26, 1, 44), (18, 2, 32), (24, 2, 43), (16, 4, 27),
          (18, 4, 31), (22, 2, 38, 2, 39), (22, 3, 36, 2, 37), (26, 4, 43, 1, 44)),
    "Q": ((13, 1, 13), (22, 1, 22), (18, 2, 17), (26, 2, 24), (18, 2, 15, 2, 16), (24, 4, 19),
          (18, 2, 14, 4, 15), (22, 4, 18, 2, 19), (20, 4, 16, 4, 17), (24, 6, 19, 2, 20)),
    "H": ((17, 1, 9), (28, 1, 16), (22, 2, 13), (16, 4, 9), (22, 2, 11, 2, 12), (28, 4, 15),
          (26, 4, 13, 1, 14), (26, 4, 14, 2, 15), (24, 4, 12, 4, 13), (28, 6, 15, 2, 16)),
}  # fmt: skip
"""By version from 1: correction bytes of a block, then counts of blocks and their data bytes."""

MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda r, c: (r + c) % 2, lambda r, c: r % 2, lambda r, c: c % 3, lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2, lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2, lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)  # fmt: skip


def read(svg: str) -> str:
    """Text of a code; every check of the standard must hold, nothing is corrected."""
    grid = drawn(svg)
    version, rest = divmod(len(grid) - 17, 4)
    assert rest == 0 and 1 <= version <= 10
    told = format_of(grid)
    level, mask = LEVELS[told >> 13], MASKS[told >> 10 & 7]
    free = [(r, c) for r, c in path(len(grid)) if not fixed(r, c, version)]
    bits = [grid[r][c] != (mask(r, c) == 0) for r, c in free]
    data = joined(bytes_of(bits), BLOCKS[level][version - 1])
    assert data[0] >> 4 == 0b0100, "bytes"
    stream = "".join(f"{byte:08b}" for byte in data)[4:]
    width = 8 if version < 10 else 16
    length = int(stream[:width], 2)
    text = stream[width : width + 8 * length]
    return bytes(int(text[n : n + 8], 2) for n in range(0, len(text), 8)).decode()


def drawn(svg: str) -> Grid:
    """Dark cells; a quiet zone of four cells must be around them."""
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])  # type: ignore[index]
    lines = re.search(r'<path stroke="#000" d="([^"]+)"', svg)
    assert lines
    dark, x, y = set(), 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", lines[1]):
        given = [float(n) for n in numbers.split()]
        if command == "h":
            dark |= {(int(y), int(x) + n) for n in range(int(given[0]))}
            x += given[0]
        else:
            x, y = (given[0], given[1]) if command == "M" else (x + given[0], y + given[1])
    assert all(4 <= r < size - 4 and 4 <= c < size - 4 for r, c in dark)
    return [[(r, c) in dark for c in range(4, size - 4)] for r in range(4, size - 4)]


def format_of(grid: Grid) -> int:
    """Level, mask and their check, which stand twice."""
    last = len(grid) - 1
    first = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    second = [(last - n, 8) for n in range(7)] + [(8, last - 7 + n) for n in range(8)]
    one, two = (int("".join("01"[grid[r][c]] for r, c in at), 2) for at in (first, second))
    assert one == two
    told = one ^ 0b101010000010010
    rest = told
    for n in range(14, 9, -1):
        rest ^= 0b10100110111 << n - 10 if rest >> n & 1 else 0
    assert rest == 0
    return told


def fixed(r: int, c: int, version: int) -> bool:
    """Whether a cell belongs to a pattern or to what is told of the code."""
    size = 17 + 4 * version
    if r == 6 or c == 6 or (r < 9 and (c < 9 or c >= size - 8)) or (r >= size - 8 and c < 9):
        return True
    if version >= 7 and ((r < 6 and c >= size - 11) or (c < 6 and r >= size - 11)):
        return True
    at = CENTRES.get(version, ())
    corners = {(6, 6), (6, at[-1]), (at[-1], 6)} if at else set()
    return any(
        abs(r - a) <= 2 and abs(c - b) <= 2 for a in at for b in at if (a, b) not in corners
    )


def path(size: int) -> Iterator[tuple[int, int]]:
    """Cells in the order in which they are filled: up and down in pairs of columns."""
    upward = True
    for right in (c for c in range(size - 1, 0, -2)):
        right -= right <= 6
        for r in range(size - 1, -1, -1) if upward else range(size):
            yield from ((r, right), (r, right - 1))
        upward = not upward


def bytes_of(bits: list[bool]) -> list[int]:
    whole = len(bits) // 8 * 8
    return [int("".join("01"[b] for b in bits[n : n + 8]), 2) for n in range(0, whole, 8)]


def joined(read: list[int], spec: tuple[int, ...]) -> list[int]:
    """Data of all blocks, each of which must be free of errors."""
    check, *rest = spec
    sizes = [size for n, size in zip(rest[::2], rest[1::2], strict=True) for _ in range(n)]
    blocks: list[list[int]] = [[] for _ in sizes]
    left = iter(read)
    for n in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if n < size:
                block.append(next(left))
    checks: list[list[int]] = [[] for _ in sizes]
    for _ in range(check):
        for block in checks:
            block.append(next(left))
    assert list(left) == []
    for block, more in zip(blocks, checks, strict=True):
        assert syndromes(block + more, check) == [0] * check
    return sum(blocks, [])


def syndromes(word: list[int], count: int) -> list[int]:
    """Values of a block at the powers of 2 in GF(256); all 0 where nothing is wrong."""
    power, found = 1, []
    for _ in range(count):
        value = 0
        for byte in word:
            value = times(value, power) ^ byte
        found.append(value)
        power = times(power, 2)
    return found


def times(a: int, b: int) -> int:
    found = 0
    while b:
        found ^= a if b & 1 else 0
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return found
