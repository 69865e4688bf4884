"""What all fictional cities share: their calendar and industries, and the files of a workspace."""

from __future__ import annotations

import csv
import json
import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Spec = dict[str, Any]
# China's public holidays from April to December 2021, with the weekends that touch them.
HOLIDAYS = [(date(2021, *first), date(2021, *last)) for first, last in (
    ((4, 3), (4, 5)), ((5, 1), (5, 5)), ((6, 12), (6, 14)), ((9, 18), (9, 21)), ((10, 1), (10, 7)))]
INDUSTRIES = {
    "marine": "海洋", "machinery": "机械", "vehicles": "汽车", "health": "康养", "food": "食品", "home": "家居",
    "fashion": "时尚", "digital": "数字", "energy": "能源", "building": "建筑", "education": "教育",
    "tourism": "旅游", "finance": "金融"}
KINDS = {"conference": ("大会", "Conference"), "exhibition": ("博览会", "Expo"), "festival": ("节", "Festival")}


def emit(value: Any, indent: str = "") -> str:
    """Return a value as YAML: short things on one line, long ones in blocks."""
    flow = json.dumps(value, ensure_ascii=False, default=str)
    if len(flow) < 120 or not isinstance(value, dict | list):
        return re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", flow)
    parts = [(f"{key}:", one) for key, one in value.items()] if isinstance(value, dict) else [
        ("-", one) for one in value]
    blocks = ((mark, emit(one, indent + "  ")) for mark, one in parts)
    return "".join(f"\n{indent}{mark} {text.lstrip() if mark == '-' else text}".replace(" \n", "\n")
                   for mark, text in blocks)


def write(folder: Path, rng: random.Random, venues: list[Spec], rows: list[Spec], policy: Spec) -> None:
    """Write a workspace; two neighbours show its themes, some twice, weekly or called off."""
    (folder / "neighbours").mkdir(parents=True, exist_ok=True)
    policy["neighbours"] = {"files": ["neighbours/north.ics", "neighbours/south.ics"], "days": 7}
    first, themes = policy["horizon"]["first"], sorted({row["theme"] for row in rows} - {""})
    for name in policy["neighbours"]["files"]:
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cities//EN"]
        for theme in rng.sample(themes, min(12, len(themes))):
            start = first + timedelta(rng.randint(0, (policy["horizon"]["last"] - first).days))
            lines += ["BEGIN:VEVENT", f"UID:{theme}@neighbours.invalid", "DTSTAMP:20210101T000000Z",
                      f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{start + timedelta(3):%Y%m%d}",
                      f"SUMMARY:{theme}", f"CATEGORIES:FAIR,{theme.upper()}",
                      rng.choice(("STATUS:CONFIRMED", "STATUS:CANCELLED", "RRULE:FREQ=WEEKLY;COUNT=2")), "END:VEVENT"]
            lines += lines[-9:] * rng.choice((0, 0, 1))
        (folder / name).write_text("\r\n".join([*lines, "END:VCALENDAR", ""]), encoding="utf-8", newline="")
    city = {"id": "yunzhou", "name_zh": "云州", "name_en": "Yunzhou", "timezone": "Asia/Shanghai", "country": "CN"}
    for name, content in (("venues", {"city": city, "venues": venues}), ("policy", policy)):
        (folder / f"{name}.yaml").write_text(emit(content).lstrip() + "\n", encoding="utf-8", newline="")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
