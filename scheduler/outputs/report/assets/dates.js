/** Days are whole numbers, 0 the first day of the horizon; no clock and no time zone is asked. */

const DAY_MS = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = { en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], zh: [..."一二三四五六日"] };

export class Calendar {
  constructor(first, days) {
    this.base = Date.parse(first + "T00:00:00Z");
    this.days = days;
  }

  #at(day) {
    return new Date(this.base + day * DAY_MS);
  }

  iso(day) {
    return this.#at(day).toISOString().slice(0, 10);
  }

  /** Day number of an ISO date. */
  day(iso) {
    return Math.round((Date.parse(iso + "T00:00:00Z") - this.base) / DAY_MS);
  }

  dayOfMonth(day) {
    return this.#at(day).getUTCDate();
  }

  /** Monday = 0 … Sunday = 6. */
  weekday(day) {
    return (this.#at(day).getUTCDay() + 6) % 7;
  }

  /** `5月10日 周一` or `Mon 10 May`. */
  long(day, lang) {
    const [d, m, w] = [this.dayOfMonth(day), this.#at(day).getUTCMonth(), this.weekday(day)];
    return lang === "zh" ? `${m + 1}月${d}日 周${WEEKDAYS.zh[w]}` : `${WEEKDAYS.en[w]} ${d} ${MONTHS[m]}`;
  }

  /** `5月10–12日`, `10–12 May`; both ends inclusive. */
  range(first, last, lang) {
    const [a, b] = [this.#at(first), this.#at(last)];
    const same = a.getUTCMonth() === b.getUTCMonth() && a.getUTCFullYear() === b.getUTCFullYear();
    const one = (x) => lang === "zh" ? `${x.getUTCMonth() + 1}月${x.getUTCDate()}日` : `${x.getUTCDate()} ${MONTHS[x.getUTCMonth()]}`;
    if (first === last) return one(a);
    if (!same) return `${one(a)} – ${one(b)}`;
    return lang === "zh" ? `${a.getUTCMonth() + 1}月${a.getUTCDate()}–${b.getUTCDate()}日` : `${a.getUTCDate()}–${one(b)}`;
  }

  /** `YYYY-MM` as `5月` or `May`; with the year in January and for the first. */
  monthName(key, lang, withYear = false) {
    const [year, month] = key.split("-").map(Number);
    const name = lang === "zh" ? `${month}月` : MONTHS[month - 1];
    if (!withYear) return name;
    return lang === "zh" ? `${year}年${name}` : `${name} ${year}`;
  }

  /** Months of the horizon: key and half-open day span. */
  months() {
    const found = [];
    for (let day = 0; day < this.days; day++) {
      const key = this.iso(day).slice(0, 7);
      const last = found[found.length - 1];
      if (last && last.key === key) last.to = day + 1;
      else found.push({ key, from: day, to: day + 1 });
    }
    return found;
  }
}
