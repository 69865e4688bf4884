"""What the tests of the independent checker share: the checker itself, a tiny city, its rows."""

import importlib.util
import sys
from datetime import date, timedelta
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "benchmarks" / "checker.py"
spec = importlib.util.spec_from_file_location("independent_checker", SOURCE)
checker = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = checker
spec.loader.exec_module(checker)

VENUE = {"id": "v", "name_en": "V", "district": "d", "runs": [["h1", "h2", "h3"]], "halls": [
    {"id": "h1", "gross_m2": 5000, "features": ["gas"]}, {"id": "h2", "gross_m2": 5000},
    {"id": "h3", "gross_m2": 5000, "seats": 800}, {"id": "room", "seats": 300, "features": ["gas"]},
    {"id": "yard", "gross_m2": 9000, "outdoor": True}]}
OTHER = {"id": "w", "name_en": "W", "district": "e", "halls": [{"id": "h1", "gross_m2": 4000}]}
POLICY = {"horizon": {"first": "2021-04-01", "last": "2021-06-30"},
          "industries": {"sea": {"name_zh": "海洋", "name_en": "Sea"}, "tea": {"name_zh": "茶", "name_en": "Tea"}}}
BLANK = {"kind": "exhibition", "industries": "sea", "show_days": 2}


def event(id, **columns):
    return {"id": id, "name_en": f"Name of {id}", **BLANK, **columns}


def row(id, day, halls="", venue="v"):
    return {"event_id": id, "venue_id": venue, "hall_ids": halls, "show_first": f"2021-{day}"}


def hard(city, *rows, near=None):
    """The hard rules broken, sorted."""
    return sorted(f["rule"] for f in checker.audit(city, rows, near)["findings"] if f["hard"])


def cost(city, *rows, near=None):
    """The points by rule of a plan that breaks no hard rule."""
    result = checker.audit(city, rows, near)
    assert result["ok"]
    assert result["cost"] == sum(result["cost_by_rule"].values())
    return result["cost_by_rule"]


def texts(result):
    return [f["text_en"] for f in result["findings"] if f["hard"]]


def fold(line):
    out, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > 75:
            out, size = out + "\r\n ", 1
        out, size = out + char, size + width
    return out + "\r\n"


def write_feed(root, lang, name, events):
    """A right feed: events are (uid, first, last, summary, status, transp, further lines)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", f"NAME:{name}", f"X-WR-CALNAME:{name}",
             "X-WR-TIMEZONE:Asia/Shanghai", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for uid, first, last, summary, status, transp, further in events:
        end = date.fromisoformat(f"2021-{last}") + timedelta(days=1)
        lines += ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20210101T000000Z", "SEQUENCE:0", f"SUMMARY:{summary}",
                  f"DTSTART;VALUE=DATE:2021{first.replace('-', '')}", f"DTEND;VALUE=DATE:{end:%Y%m%d}",
                  f"STATUS:{status}", f"TRANSP:{transp}", *further, "END:VEVENT"]
    if not events:
        lines += ["BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19700101T000000",
                  "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "END:STANDARD", "END:VTIMEZONE"]
    path = root / "feeds" / lang / f"{name}.ics"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(map(fold, [*lines, "END:VCALENDAR"])).encode())
