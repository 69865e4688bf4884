"""venues.yaml and policy.yaml: unknown keys, wrong values, cross-checks and hostile syntax."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from workspaces import POLICY, VENUES, faults, loaded, only, told, workspace


@pytest.mark.parametrize(
    ("old", "new", "column", "value", "message"),
    [
        ("gross_m2: 5000", "gros_m2: 5000", "venues[0].halls[0].gros_m2", "5000",
         "is an unknown key; delete or correct it. Maybe 'gross_m2'? (line 14)"),
        ("gross_m2: 5000", "gross_m2: 5k", "venues[0].halls[0].gross_m2", "5k",
         "must be a whole number from 0 to 1000000000. Maybe 5000? (line 14)"),
        ("gross_m2: 5000", "gross_m2: [5000]", "venues[0].halls[0].gross_m2", None,
         "must be a single value, no list or map (line 14)"),
        ("outdoor: true", "outdoor: yes", "venues[0].halls[3].outdoor", "yes",
         "must be true or false. Maybe true? (line 17)"),
        ("[ground-floor]", "ground-floor", "venues[0].halls[0].features", "ground-floor",
         "must be a list like [a, b] (line 14)"),
        ("[ground-floor]", "[ground-floor, ]", None, None, None),
        ("[ground-floor]", "[Ground Floor]", "venues[0].halls[0].features[0]", "Ground Floor",
         "must consist of a-z, 0-9 and hyphens. Maybe ground-floor? (line 14)"),
        ("[ground-floor]", "[~]", "venues[0].halls[0].features[0]", None,
         "must be filled in (line 14)"),
        ("    district: bay\n", "", "venues[0].district", None, "is missing; add it (line 3)"),
        ("latitude: 36.1", "latitude: 91", "venues[0].latitude", "91",
         "must be a number from -90 to 90 (line 8)"),
        ("longitude: 120.4", "longitude: nan", "venues[0].longitude", "nan",
         "must be a number from -180 to 180 (line 9)"),
        ("turnaround_days: 1", "turnaround_days: -1", "venues[0].turnaround_days", "-1",
         "must be a whole number from 0 to 3660. Maybe 1? (line 10)"),
        ("address: 环岛路1号", "address: {zh: 环岛路, fr: rue}", "venues[0].address.fr", "rue",
         "is an unknown key; delete or correct it (line 7)"),
        ("from: 2019-05-15, to: null", "from: 2019-05-15, to: 2019-05-14", "venues[0].open.to",
         "2019-05-14", "must not be before from (2019-05-15) (line 12)"),
        ("from: 2019-05-15", "from: 15.05.2019", "venues[0].open.from", "15.05.2019",
         "must be a date like 2021-04-01. Maybe 2019-05-15? (line 12)"),
        ("to: null, reason_en", "to: 2021-07-31, reason_en", "venues[1].halls[0].closures[0].to",
         "2021-07-31", "must not be before from (2021-08-01) (line 23)"),
        ("Asia/Shanghai", "asia/shanghai", "city.timezone", "asia/shanghai",
         "must be a time zone like Asia/Shanghai. Maybe Asia/Shanghai? (line 1)"),
        ("Asia/Shanghai", "../Shanghai", "city.timezone", "../Shanghai",
         "must be a time zone like Asia/Shanghai. Maybe Asia/Shanghai? (line 1)"),
        ("country: CN", "country: XX", "city.country", "XX",
         "must be a country code like CN (line 1)"),
        ("country: CN", "country: china", "city.country", "china",
         "must be a country code like CN. Maybe CN? (line 1)"),
        ("name_zh: 湾港, name_en: Bayport, ", "", "city", "bayport",
         "must have name_zh or name_en (line 1)"),
        ("name_en: Forum", "name_zh: ", "venues[1]", "forum",
         "must have name_zh or name_en (line 19)"),
        ("id: forum", "id: expo", "venues[1].id", "expo",
         "is the id of venues[0] already; rename it (line 19)"),
        ("id: h2", "id: room", "venues[0].halls[2].id", "room",
         "is the id of halls[1] already; rename it (line 16)"),
        ("[h1, h2]", "[h1, h3]", "venues[0].runs[0][1]", "h3",
         "is no hall of this venue; correct it (line 18)"),
        ("[[h1, h2]]", "[[h1, h2], [h2]]", "venues[0].runs[1][0]", "h2",
         "stands twice in runs; delete one (line 18)"),
        ("id: room, seats: 800", "id: room", "venues[0].halls[2]", "room",
         "must have gross_m2 or seats above 0 (line 16)"),
        ("gross_m2: 20000, outdoor", "seats: 5, outdoor", "venues[0].halls[3]", "ground",
         "must have gross_m2, since it is outdoor (line 17)"),
        ("id: h2,", "id: H2,", None, None, None),
        ("venues:\n", "venues:\n  - 5\n", "venues[0]", "5",
         "must be a map of keys and values (line 3)"),
    ],
)  # fmt: skip
def test_bad_venues(
    tmp_path: Path, old: str, new: str, column: str | None, value: str | None, message: str | None
) -> None:
    assert VENUES.count(old) == 1
    workspace(tmp_path, venues=VENUES.replace(old, new))
    if message is None:
        if "H2" in new:
            assert [f.column for f in faults(tmp_path)] == [
                "venues[0].halls[1].id", "venues[0].runs[0][1]",
            ]  # fmt: skip
        else:
            loaded(tmp_path)
        return
    fault = next(f for f in faults(tmp_path) if f.column == column)
    assert (fault.file, fault.row, fault.value) == ("venues.yaml", None, value)
    assert fault.message.en == message


@pytest.mark.parametrize(
    ("policy", "column", "value", "message"),
    [
        ("", None, None, "is empty; fill it in"),
        ("[]", None, None, "must be a map of keys and values"),
        ("industries: {a: {name_en: A}}", "horizon", None, "is missing; add it"),
        (POLICY.replace("2021-12-31", "2021-03-31"), "horizon.last", "2021-03-31",
         "must not be before first (2021-04-01) (line 1)"),
        (POLICY.replace("2021-12-31", "2031-12-31"), "horizon.last", "2031-12-31",
         "must be at most ten years after first (line 1)"),
        (POLICY.replace("2021-12-31", "null"), "horizon.last", None, "is missing; add it (line 1)"),
        (POLICY.replace("marine:", "Marine Life:"), "industries.Marine Life", "Marine Life",
         "must consist of a-z, 0-9 and hyphens. Maybe marine-life? (line 3)"),
        (POLICY.replace("name_zh: 康养", "zh: 康养"), "industries.health.zh", "康养",
         "is an unknown key; delete or correct it (line 4)"),
        (POLICY + "horizons: 1", "horizons", "1",
         "is an unknown key; delete or correct it. Maybe 'horizon'? (line 5)"),
        (POLICY + "weights: {prefered-date: 1}", "weights.prefered-date", "1",
         "is an unknown key; delete or correct it. Maybe 'preferred-date'? (line 5)"),
        (POLICY + "weights: {preferred_date: 1}", "weights.preferred_date", "1",
         "is an unknown key; delete or correct it. Maybe 'preferred-date'? (line 5)"),
        (POLICY + "weights: {change: {dates: 1}}", "weights.change.dates", "1",
         "is an unknown key; delete or correct it. Maybe 'date'? (line 5)"),
        (POLICY + "weights: {waste: 1000001}", "weights.waste", "1000001",
         "must be a whole number from 0 to 1000000. Maybe 1000000? (line 5)"),
        (POLICY + "coverage: {required: 1}", "coverage.required", "1",
         "must be true or false. Maybe true? (line 5)"),
        (POLICY + "date_protection: {themes: {tea: -9}}", "date_protection.themes.tea", "-9",
         "must be a whole number from 0 to 3660. Maybe 9? (line 5)"),
        (POLICY + "date_protection: 60", "date_protection", "60",
         "must be a map of keys and values (line 5)"),
        (POLICY + "closed_days: [{kinds: [exhibit]}]", "closed_days[0].kinds[0]", "exhibit",
         "must be one of conference, exhibition, festival. Maybe exhibition? (line 5)"),
        (POLICY + "closed_days: [{from: 2021-06-10, to: 2021-06-07}]", "closed_days[0].to",
         "2021-06-07", "must not be before from (2021-06-10) (line 5)"),
        (POLICY + "closed_days: {from: 2021-06-10}", "closed_days", None,
         "must be a list like [a, b] (line 5)"),
        (POLICY + "holidays: {add: [tomorrow]}", "holidays.add[0]", "tomorrow",
         "must be a date like 2021-04-01 (line 5)"),
        (POLICY + "limits: {opening_per_day: 1}", "limits.opening_per_day", "1",
         "is an unknown key; delete or correct it. Maybe 'openings_per_day'? (line 5)"),
        (POLICY + "comfort: {hotel_rooms: 9,000}", "comfort.000", None,
         "is an unknown key; delete or correct it (line 5)"),
        (POLICY + "remedies: {release: 0}", "remedies.release", "0",
         "must be a whole number from 1 to 1000000. Maybe 1? (line 5)"),
        (POLICY + "feeds: {domain: 'https://a.org/x'}", "feeds.domain", "https://a.org/x",
         "must be a domain like events.example.org. Maybe a.org? (line 5)"),
        (POLICY + "feeds: {url: a.org}", "feeds.url", "a.org",
         "must be a URL with https://. Maybe https://a.org? (line 5)"),
        (POLICY + '"[key]": 1', "[key]", "1", "is an unknown key; delete or correct it (line 5)"),
        (POLICY + "neighbours: {files: [a.ics, a.ics]}", "neighbours.files[1]", "a.ics",
         "is listed twice; delete one (line 5)"),
        (POLICY + "neighbours: {files: [../a.ics]}", "neighbours.files", "../a.ics",
         "must lie inside the workspace; copy it there"),
        (POLICY + "neighbours: {files: [near/../a.ics]}", "neighbours.files", "near/../a.ics",
         "must lie inside the workspace; copy it there"),
        (POLICY + "neighbours: {files: [/etc/hosts]}", "neighbours.files", "/etc/hosts",
         "must lie inside the workspace; copy it there"),
        (POLICY + "neighbours: {files: ['C:a.ics']}", "neighbours.files", "C:a.ics",
         "must lie inside the workspace; copy it there"),
        (POLICY.partition("industries")[0] + "industries: {}", "industries", None,
         "must name at least one industry (line 2)"),
    ],
)  # fmt: skip
def test_bad_policy(
    tmp_path: Path, policy: str, column: str | None, value: str | None, message: str
) -> None:
    found = faults(
        workspace(tmp_path, policy=policy, **{"a.ics": "BEGIN:VCALENDAR\nEND:VCALENDAR"})
    )
    fault = next(f for f in found if f.column == column)
    assert (fault.file, fault.row, fault.value) == ("policy.yaml", None, value)
    assert fault.message.en == message


def test_many_faults_of_one_file(tmp_path: Path) -> None:
    venues = VENUES.replace("seats: 800", "seat: 800").replace("[[h1, h2]]", "[[h1, h9]]")
    venues = venues.replace("district: old-town", "districts: Old")
    assert told(faults(workspace(tmp_path, venues=venues))) == [
        ("venues.yaml", None, "venues[0].halls[2].seat", "800"),
        ("venues.yaml", None, "venues[1].district", None),
        ("venues.yaml", None, "venues[1].districts", "Old"),
        ("venues.yaml", None, "venues[0].runs[0][1]", "h9"),
        ("venues.yaml", None, "venues[0].halls[2]", "room"),
    ]


def test_missing_industries_are_not_repeated_in_every_row(tmp_path: Path) -> None:
    policy = POLICY.partition("industries")[0]
    assert told(faults(workspace(tmp_path, policy=policy))) == [
        ("policy.yaml", None, "industries", None)
    ]


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ("a: [1", "is not proper YAML at line 1: expected ',' or ']', but got '<stream end>'. "
                  "Check indentation, colons and quotes"),
        ("a: b: c", "is not proper YAML at line 1: mapping values are not allowed here. "
                    "Check indentation, colons and quotes"),
        ("a: 1\n---\nb: 2", "line 2 must be one document; delete ---"),
        ("a: 1\nb: *x", "line 2 alias *x names itself or nothing"),
        ("a: &x [*x]", "line 1 alias *x names itself or nothing"),
        ("a: &x {b: &y {c: *x}}", "line 1 alias *x names itself or nothing"),
        ("a: !!python/name:x y", "line 1 has the tag tag:yaml.org,2002:python/name:x; delete it"),
        ("a: !x {}", "line 1 has the tag !x; delete it"),
        ("[a]: 1", "line 1 has a key that is no plain word; name it"),
        ("a: 1\nb: 2\na: 3", "key stands twice (lines 1 and 3); delete one"),
        ("a: \x07", "is not proper YAML: special characters are not allowed"),
        ("[" * 100_000, "line 1 is nested deeper than 40; flatten it"),
        ("- " * 100_000, "line 1 is nested deeper than 40; flatten it"),
        ("{a: " * 1000, "line 1 is nested deeper than 40; flatten it"),
    ],
)  # fmt: skip
def test_hostile_yaml(tmp_path: Path, policy: str, message: str) -> None:
    fault = only(faults(workspace(tmp_path, policy=policy)))
    assert (fault.file, fault.message.en) == ("policy.yaml", message)


def test_alias_bomb(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12)
    )
    began = time.process_time()
    fault = only(faults(workspace(tmp_path, policy=POLICY + bomb)))
    assert "holds more than 100000 values" in fault.message.en
    assert time.process_time() - began < 20


def test_honest_aliases(tmp_path: Path) -> None:
    venues = VENUES.replace("[ground-floor]", "&f [ground-floor]")
    venues = venues.replace("id: h2,", "id: h2, features: *f,")
    expo = loaded(tmp_path, venues=venues).problem.venues[0]
    assert expo.halls[1].features == {"ground-floor"}


def test_endless_number(tmp_path: Path) -> None:
    policy = POLICY + f"remedies: {{drop: {'9' * 100_000}}}\n"
    assert only(faults(workspace(tmp_path, policy=policy))).column == "remedies.drop"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(tmp_path: Path, encoding: str) -> None:
    found = loaded(tmp_path, venues=VENUES.encode(encoding), policy=POLICY.encode(encoding))
    assert found.problem.city.name.zh == "湾港"


def test_yaml_is_never_guessed_to_be_gb18030(tmp_path: Path) -> None:
    fault = only(faults(workspace(tmp_path, venues=VENUES.encode("gb18030"))))
    assert fault.message.en == "line 1 is not UTF-8; save it as UTF-8"
