"""The public family "Qingdao-103": its instances by name, and what is known of each.

``family.csv`` has a row an instance: the options of the generator (``cities.py FOLDER OPTIONS``; none
for Qingdao 2021, whose files are the repository's own), the sha256 of its inputs, the best cost and the
best bound known with where they come from, and whether the best plan is proven optimal::

    python benchmarks/family.py                      # the list
    python benchmarks/family.py city-103-a FOLDER    # write one instance's files
    python benchmarks/family.py --hashes             # compare all hashes (writes the large ones, too)

Exit status: 0 done, 1 a hash differs, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from benchmarks.cities import main as write_generated

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LIST = HERE / "family.csv"
INPUTS = ("venues.yaml", "events.csv", "policy.yaml")


@dataclass(frozen=True)
class Instance:
    """A row of family.csv; numbers that are not known are blank.

    Attributes
    ----------
    options : str
        Arguments of the generator; blank for the repository's own workspace.
    best_cost, best_bound : str
        Whole points: of the best legal plan known, and what no plan can undercut.
    optimal : str
        ``proven`` when they are equal and a solver proved it, else blank.
    """

    name: str
    events: str
    options: str
    sha256: str
    best_cost: str = ""
    cost_from: str = ""
    best_bound: str = ""
    bound_from: str = ""
    optimal: str = ""

    @property
    def cost(self) -> int | None:
        """Best cost known."""
        return int(self.best_cost) if self.best_cost else None

    @property
    def bound(self) -> int | None:
        """Best bound known."""
        return int(self.best_bound) if self.best_bound else None


def read_family(path: Path = LIST) -> dict[str, Instance]:
    """All instances by name, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: Instance(**row) for row in csv.DictReader(file)}


def write_family(family: dict[str, Instance], path: Path = LIST) -> None:
    """Write the list."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [f.name for f in fields(Instance)], lineterminator="\n")
        table.writeheader()
        table.writerows(map(asdict, family.values()))


def inputs_hash(workspace: Path) -> str:
    """Sha256 of a workspace's inputs: names and contents, whatever the line ends."""
    found = hashlib.sha256()
    for path in [workspace / name for name in INPUTS] + sorted((workspace / "neighbours").glob("*.ics")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{path.relative_to(workspace).as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()


def write_instance(instance: Instance, folder: Path) -> None:
    """Generate an instance's files."""
    write_generated([str(folder), *instance.options.split()])


@contextmanager
def workspace_of(instance: Instance, keep: Path | None = None) -> Iterator[Path]:
    """Folder of an instance's files, generated where they are not there yet.

    Raises
    ------
    ValueError
        When the files are not those of the list: nothing known of the instance would hold.
    """
    with tempfile.TemporaryDirectory() as spare:
        folder = ROOT if not instance.options else (keep or Path(spare)) / instance.name
        if not (folder / "policy.yaml").exists():
            write_instance(instance, folder)
        if inputs_hash(folder) != instance.sha256:
            raise ValueError(f"{instance.name}: the inputs are not those of the family (sha256 differs)")
        yield folder


def better(instance: Instance, cost: int | None, bound: int | None, source: str, proof: str = "") -> Instance:
    """The instance with a better cost or bound, if these are; `source` tells where they come from.

    `proof`, what proved the bound, is put behind the source of a bound.
    """
    if cost is not None and (instance.cost is None or cost < instance.cost):
        instance = replace(instance, best_cost=str(cost), cost_from=source)
    if bound is not None and (instance.bound is None or bound > instance.bound):
        instance = replace(instance, best_bound=str(bound), bound_from=source + proof)
    if instance.cost is not None and instance.bound is not None and instance.bound > instance.cost:
        raise ValueError(f"{instance.name}: bound {instance.bound} above a legal plan's cost {instance.cost}")
    return replace(instance, optimal="proven" if instance.cost == instance.bound is not None else "")


def check_hashes(family: dict[str, Instance]) -> int:
    """Print whether each instance's generated files are those of the list; how many are not."""
    wrong = 0
    for one in family.values():
        try:
            with workspace_of(one):
                print(f"{one.name}: same")
        except ValueError as error:
            print(error)
            wrong += 1
    return wrong


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    parser = argparse.ArgumentParser(description="The instances of the family Qingdao-103.")
    parser.add_argument("name", nargs="?", choices=list(read_family()), metavar="NAME")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--hashes", action="store_true", help="compare all hashes")
    args = parser.parse_args(argv)
    family = read_family()
    if args.hashes:
        return int(check_hashes(family) > 0)
    if args.name and args.folder:
        if not family[args.name].options:
            parser.error(f"{args.name} is the repository's own folder")
        write_instance(family[args.name], args.folder)
    elif args.name:
        parser.error("FOLDER is missing")
    else:
        for one in family.values():
            print(f"{one.name:20} cost {one.best_cost or '-':>8}  bound {one.best_bound or '-':>8}  {one.optimal:6}  "
                  f"{one.options or 'the files of the repository'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
