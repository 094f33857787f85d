#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the example's data files for five initiatives: participations, BIP cards, SKAPA, Hälsoenkät, Indikatorer, events, waivers, budgets,
headcounts. The people are invented; the budgets are those of the applications, their outcome invented.

    python3 scripts/example/make.py          writes the files beside this script

The same seed gives the same bytes. Nobody in them exists: codes are numbers in order, and what happens to whom is drawn from
the distributions below, which are set by hand to look like an initiative of its kind (half of the paired participants move a
step on some item, a third of those who ended work or study).
"""
import collections
import datetime as dt
import pathlib
import random

SEED = 20201
HERE = pathlib.Path(__file__).resolve().parent
DAY = dt.timedelta(days=1)

JOBBSAM = dict(
    name="JobbSam 3.0", code="JS", participations=104, first=dt.date(2020, 9, 1), last_start=dt.date(2023, 4, 30),
    data_end=dt.date(2023, 8, 31), months=(6, 13), coaches=["Coach A", "Coach B", "Coach C"], municipalities=["Gotland"],
    priority=["Unga vuxna med komplex problematik", "Långa sjukskrivningar", ""], bip_people=40,
)
EVI = dict(
    name="EVI-coacher", code="EVI", participations=56, first=dt.date(2024, 9, 16), last_start=dt.date(2026, 4, 30),
    data_end=dt.date(2026, 6, 30), months=(7, 14), coaches=["Coach D", "Coach E"], municipalities=["Smedjebacken", "Ludvika"],
    priority=[""], bip_people=20,
)
BAS = dict(
    name="Basverksamhet", code="MH", participations=74, first=dt.date(2022, 9, 5), last_start=dt.date(2024, 8, 31),
    data_end=dt.date(2024, 12, 20), months=(5, 12), coaches=["Coach F", "Coach G"], municipalities=["Mullsjö", "Habo"],
    priority=[""],
)
PAS = dict(
    name="PAS", code="PAS", participations=60, first=dt.date(2020, 6, 1), last_start=dt.date(2022, 6, 30),
    data_end=dt.date(2022, 12, 31), months=(6, 16), coaches=["Coach H"], municipalities=["Staffanstorp"], priority=[""],
)
FRAMSTEGET = dict(
    name="Framsteget i Håbo", code="HB", participations=72, first=dt.date(2021, 1, 4), last_start=dt.date(2021, 10, 31),
    data_end=dt.date(2021, 12, 31), months=(3, 7), coaches=["Coach I", "Coach J", "Coach K"], municipalities=["0305"],
    priority=[""],
)
EDUCATION = [("Saknar grundskola", 6), ("Grundskola", 34), ("Gymnasium", 44), ("Eftergymnasial, kortare än 2 år", 7),
             ("Eftergymnasial, 2 år eller längre", 7), ("Okänt", 2)]
INCOME = [("Försörjningsstöd", 38), ("Aktivitetsersättning", 12), ("Sjukpenning", 14), ("Aktivitetsstöd", 13),
          ("A-kassa", 5), ("Rehabiliteringspenning", 4), ("Sjukersättning", 3), ("Ingen offentlig försörjning", 9),
          ("Studiestöd", 2)]
REFERRERS = ["Försäkringskassan", "Arbetsförmedlingen", "Kommunen", "Regionen"]
ITEMS = 9


def pick(rng, rows):
    return rng.choices([r[0] for r in rows], [r[1] for r in rows])[0]


def swedish(number):
    return str(number).replace(".", ",")


class Person:
    def __init__(self, rng, plan, number):
        self.rng, self.plan = rng, plan
        self.code = f"{plan['code']}-{number:03d}"
        days = (plan["last_start"] - plan["first"]).days
        self.start = plan["first"] + rng.randrange(days) * DAY
        length = int(rng.uniform(*plan["months"]) * 30.4)
        if rng.random() < 0.13:
            length = rng.randrange(25, 150)  # some leave early
        end = self.start + length * DAY
        self.end = end if end <= plan["data_end"] else None
        self.sex = rng.choices(["Kvinna", "Man", "Annat"], [53, 46, 1])[0]
        self.age = min(63, max(17, int(rng.triangular(17, 63, 27))))
        self.birth_year = self.start.year - self.age
        self.coach = rng.choice(plan["coaches"])
        self.progress = rng.gauss(0.45, 0.55)  # steps a year, the person's own pace
        self.incomes()
        self.exit()

    def incomes(self):
        rng = self.rng
        self.before = [(pick(rng, INCOME), 100)]
        if rng.random() < 0.12:
            self.before = [("Sjukpenning", 50), ("Lön", 50)] if rng.random() < 0.5 else [("Försörjningsstöd", 75), ("Lön", 25)]
        self.after, self.occupation_after = [], None
        working = any(source == "Lön" for source, _ in self.before)
        self.occupation_before = ([("Subventionerat arbete" if rng.random() < 0.5 else "Osubventionerat arbete",
                                    sum(e for s, e in self.before if s == "Lön"))] if working
                                  else [(rng.choices(["Aktivt arbetssökande", "Övrigt"], [4, 6])[0], 100)])
        if self.end is None:
            return
        goes = rng.random() + 0.22 * self.progress
        if goes > 0.98:
            self.after, self.occupation_after = [("Lön", 100)], [("Osubventionerat arbete", 100)]
        elif goes > 0.80:
            share = rng.choice([50, 75, 100])
            self.after = [("Lön", share)] + ([(self.before[0][0], 100 - share)] if share < 100 and self.before[0][0] not in ("Lön", "Ingen offentlig försörjning") else [])
            self.occupation_after = [("Subventionerat arbete", share)]
        elif goes > 0.66:
            self.after, self.occupation_after = [("Studiestöd", 100)], [("Studier", 100)]
        elif goes > 0.30:
            self.after = list(self.before) if rng.random() < 0.7 else [("Aktivitetsstöd", 100)]
            self.occupation_after = [("Aktivt arbetssökande", 100)]
        else:
            self.after, self.occupation_after = list(self.before), [("Övrigt", 100)]
        if rng.random() < 0.05:
            self.after, self.occupation_after = [], None  # not followed up

    def exit(self):
        rng = self.rng
        if self.end is None:
            self.reason = ""
            return
        occupation = self.occupation_after[0][0] if self.occupation_after else ""
        early = (self.end - self.start).days < 150
        if "arbete" in occupation and "sökande" not in occupation and not early:
            self.reason = "Till arbete"
        elif occupation == "Studier" and not early:
            self.reason = "Till studier"
        elif early:
            self.reason = rng.choice(["Eget val", "Sjukdom", "Flytt", "Eget val"])
        else:
            self.reason = rng.choices(["Till arbetsmarknadsinriktad insats", "Till vård/medicinsk rehabilitering", "Sjukdom",
                                       "Annan"], [50, 22, 16, 12])[0]

    def sources(self, rows):
        """As people write it: one source alone without its extent, several with."""
        if len(rows) == 1 and rows[0][1] == 100:
            return rows[0][0]
        return ", ".join(f"{source} {extent} %" for source, extent in rows)


def register_rows(people):
    header = ["Deltagare", "Insats", "Startdatum", "Slutdatum", "Kön", "Födelseår", "Kommun", "Tätort", "Utbildning",
              "Försörjning före", "Försörjning efter", "Sysselsättning före", "Sysselsättning efter",
              "Månader i offentlig försörjning före", "Avslutsanledning", "Coach", "Remittent", "Prioriterad grupp",
              "Källsystem", "Anteckning"]
    rows = [header]
    for p in people:
        rng, plan = p.rng, p.plan
        ended = p.end is not None
        rows.append([
            p.code, plan["name"], p.start.isoformat(), p.end.isoformat() if ended else "", p.sex, str(p.birth_year),
            rng.choice(plan["municipalities"]), rng.choices(["Tätort", "Utanför tätort"], [64, 36])[0], pick(rng, EDUCATION),
            p.sources(p.before), p.sources(p.after), p.sources(p.occupation_before),
            p.sources(p.occupation_after) if p.occupation_after else "", str(max(0, int(rng.gauss(38, 26)))), p.reason,
            p.coach, rng.choice(REFERRERS), rng.choice(plan["priority"]), "SUS" if p.start.year < 2023 else "Uppföljning Finsam",
            rng.choice(["", "", "", "ring före mötet", "plan klar"]),
        ])
    return rows


def bip_rows(people, with_goals):
    header = (["Deltagare", "Insats", "Datum", "Roll"] + [f"Fråga {i}" for i in range(1, ITEMS + 1)] + ["Söker jobb", "Lön"]
              + ([f"Mål {i}" for i in range(1, ITEMS + 1)] if with_goals else [])
              + [f"Coach {i}" for i in range(1, ITEMS + 1)] + ["Coach tror på jobb"])
    rows = [header]
    for p in people:
        rng = p.rng
        level = [rng.triangular(1.2, 4.4, 2.4) for _ in range(ITEMS)]
        pace = [p.progress + rng.gauss(0.30, 0.45) for _ in range(ITEMS)]
        goals = [min(5, int(x) + rng.choice([1, 1, 2])) for x in level]
        last_day = p.end or p.plan["data_end"]
        day = p.start + rng.randrange(0, 25) * DAY
        first = True
        while day <= last_day:
            years = (day - p.start).days / 365
            answers = []
            for i in range(ITEMS):
                value = level[i] + pace[i] * years + rng.gauss(0, 0.35)
                step = str(min(5, max(1, round(value))))
                answers.append("Kan inte svara" if rng.random() < 0.015 else "" if rng.random() < 0.01 else step)
            seeks = "Ja" if rng.random() < 0.25 + 0.4 * years else "Nej"
            wage = "Ja" if any(s == "Lön" for s, _ in p.before) or (p.end and day > p.end - 40 * DAY and any(s == "Lön" for s, _ in p.after)) else "Nej"
            goal_cells = ([str(g) for g in goals] if first else [""] * ITEMS) if with_goals else []
            rows.append([p.code, p.plan["name"], day.isoformat(), "Deltagare", *answers, seeks, wage, *goal_cells,
                         *[""] * (ITEMS + 1)])
            if rng.random() < 0.55:
                seen = [str(min(5, max(1, round(level[i] + pace[i] * years + rng.gauss(0.1, 0.6))))) for i in range(ITEMS)]
                belief = str(min(5, max(1, round(2.3 + 1.2 * p.progress + years + rng.gauss(0, 0.6)))))
                rows.append([p.code, p.plan["name"], day.isoformat(), "Coach", *[""] * (ITEMS + 2), *[""] * len(goal_cells), *seen, belief])
            first = False
            day += rng.randrange(80, 102) * DAY
    return rows


def quoted(cell, delimiter):
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in delimiter + '"\n') else cell


def save(name, rows, encoding, titles=(), delimiter=";"):
    width = len(rows[0])
    lines = [t + delimiter * (width - 1) for t in titles] + [delimiter.join(quoted(c, delimiter) for c in row) for row in rows]
    (HERE / name).write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    print(name, len(rows) - 1, "rows")


def faulty(rows):
    """A BIP file as it may come: what is wrong stands in the order of the rows."""
    rows = [rows[0]] + [list(r) for r in rows[1:13]]
    rows[1][4] = "7"                    # beyond the scale
    rows[2][2] = "2022-02-30"           # no such day
    rows[3][1] = "Jobsam 4"             # no such initiative
    rows[4][0] = ""                     # nobody
    rows[5][5] = "tre"                  # no level
    rows[6][3] = "Kurator"              # no such role
    rows[7][2] = "03/02/2022"           # February or March?
    rows[8][6] = "3,5"                  # between two steps
    rows[9] = rows[9] + ["x", "y"]      # too many cells
    return rows


# ---- the other initiatives


def drawn(plan):
    """The plan's people, numbered in the order of their start."""
    rng = random.Random(f"{SEED}-{plan['code']}")
    people = sorted((Person(rng, plan, n + 1) for n in range(plan["participations"])), key=lambda p: (p.start, p.code))
    for number, person in enumerate(people, 1):
        person.code = f"{plan['code']}-{number:03d}"
    return people


def mistaken(person):
    """Registered by mistake: it ends at once, and is out of every count."""
    person.end = person.start + 3 * DAY
    person.reason, person.after, person.occupation_after = "Felregistrering", [], None


def team_of(person, rng):
    """Framsteget's two teams: the young one takes people up to 29, the other one anybody."""
    team = "Framsteget Ung" if rng.random() < 0.70 else "Samordningsteam"
    if team == "Framsteget Ung":
        person.birth_year = person.start.year - rng.randrange(16, 30)
    return team


def with_column(rows, header, cells):
    return [row + [cell] for row, cell in zip(rows, [header] + cells)]


def without_columns(rows, names):
    keep = [i for i, name in enumerate(rows[0]) if name not in names]
    return [[row[i] for i in keep] for row in rows]


def renamed(rows, names):
    return [[names.get(cell, cell) for cell in rows[0]]] + rows[1:]


def cleared(person, rows):
    """Without consent only sex and start are known."""
    for row in rows:
        if row[0] == person.code:
            row[3:] = [cell if i in (3, 4) else "" for i, cell in enumerate(row) if i >= 3]


def stayed(people, days):
    return [p for p in people if ((p.end or p.plan["data_end"]) - p.start).days >= days]


def step(value):
    return str(min(5, max(1, round(value))))


def skapa_rows(people):
    """A form by the participant every third month or so, half of them with the coach's beside it."""
    rows = [["Deltagare", "Insats", "Datum", "Roll", "Coach"] + [f"Fråga {i}" for i in range(1, 10)] + [f"Coach {i}" for i in range(1, 10)]]
    for p in people:
        rng = p.rng
        level = [rng.triangular(1.3, 4.2, 2.5) for _ in range(9)]
        day = p.start + rng.randrange(0, 21) * DAY
        while day <= (p.end or p.plan["data_end"]):
            years = (day - p.start).days / 365
            pace = p.progress + 0.5
            own = ["Ej svar" if rng.random() < 0.012 else step(x + pace * years + rng.gauss(0, 0.4)) for x in level]
            rows.append([p.code, p.plan["name"], day.isoformat(), "Deltagare", p.coach, *own, *[""] * 9])
            if rng.random() < 0.5:
                seen = [step(x + pace * years + rng.gauss(0.1, 0.6)) for x in level]
                rows.append([p.code, p.plan["name"], day.isoformat(), "Coach", p.coach, *[""] * 9, *seen])
            day += rng.randrange(84, 108) * DAY
    return rows


AREAS = ["Hälsa", "Livskvalitet", "Ekonomi", "Relationer", "Självförtroende"]
REMEMBERED = ["Mycket sämre", "Sämre", "Oförändrad", "Bättre", "Mycket bättre"]


def felt(rng, change):
    """What people say of the change is not what their two levels differ by."""
    return REMEMBERED[min(4, max(0, round(2.4 + 0.8 * change + rng.gauss(0, 0.7))))]


def health_answers(p):
    rng = p.rng
    before = [rng.triangular(1, 4.6, 2.3) for _ in AREAS]
    change = [rng.gauss(0.35 + 0.5 * p.progress, 0.8) for _ in AREAS]
    start = [step(x) for x in before]
    end = [step(x + c) for x, c in zip(before, change)]
    return start, end, felt(rng, change[0]), felt(rng, sum(change) / len(change))


def health_wide(people):
    """One row a person, start and end side by side, as a coach keeps it: the end is empty while the person is still in."""
    rows = [["Deltagarkod", "Insats", "Datum start", "Datum slut"]
            + [f"{area} {when}" for area in AREAS for when in ("start", "slut")] + ["Fråga 3", "Fråga 4"]]
    for p in people:
        start, end, health, life = health_answers(p)
        left = p.end and p.rng.random() < 0.82
        cells = [cell for s, e in zip(start, end) for cell in (s, e if left else "")]
        rows.append([p.code, p.plan["name"], (p.start + p.rng.randrange(0, 15) * DAY).strftime("%Y%m%d"),
                     (p.end - p.rng.randrange(0, 12) * DAY).strftime("%Y%m%d") if left else "", *cells,
                     *((health, life) if left else ("", ""))])
    return rows


def health_long(people):
    """A row per form, marked Start or Slut; this form asks of health and quality of life only."""
    rows = [["Kod", "Projekt", "Tillfälle", "Svarsdatum", "Hälsa", "Livskvalitet", "Fråga 3", "Fråga 4"]]
    for p in people:
        start, end, health, life = health_answers(p)
        rows.append([p.code, p.plan["name"], "Start", (p.start + p.rng.randrange(0, 20) * DAY).isoformat(), start[0], start[1], "", ""])
        if p.end and p.rng.random() < 0.75:
            rows.append([p.code, p.plan["name"], "Slut", (p.end + p.rng.randrange(-10, 8) * DAY).isoformat(), end[0], end[1], health, life])
    return rows


LOW = ["Platshållare: steg 2 (ordalydelsen är inte känd)", "Platshållare: steg 1 (ordalydelsen är inte känd)"]
FREQUENCY = ["Alltid", "För det mesta", "Ofta", *LOW]
GROUPS = {"Deltagare": 5, "Personal": 4, "Styrelse": 2, "Chefer": 2, "Remittenter": 2}


def indicator_rows(plan, forms):
    """Anonymous forms: {(period, group): number}. Participants answer one of two, the others one."""
    header = ["Insats", "Period", "Svarandegrupp", "Formulär"] + [f"{g} {n}" for g, count in GROUPS.items() for n in range(1, count + 1)]
    rows = [header + ["Jämställdhet"]]
    rng = random.Random(f"{SEED}-ind-{plan['code']}")
    spoken = {"Personal": "Insatspersonal", "Chefer": "Chefer i samverkan"}
    for (period, group), number in forms.items():
        for _ in range(number):
            mood = rng.gauss(0, 0.6)
            cells = []
            for g, count in GROUPS.items():
                for n in range(1, count + 1):
                    own = FREQUENCY[min(4, max(0, round(rng.gauss(0.75 + 0.16 * n - 0.15 * mood, 0.95))))]
                    cells.append("" if g != group else "Ej svar" if rng.random() < 0.03 else own)
            form = rng.choice(["Pågående", "Slut"]) if group == "Deltagare" else ""
            equal = FREQUENCY[min(4, max(0, round(rng.gauss(0.7, 0.9))))] if rng.random() > 0.05 else ""
            rows.append([plan["name"], period, spoken.get(group, group), form, *cells, equal])
    return rows


# ---- what happened beside the forms


WEEK = 7 * DAY


def last_day(person):
    return person.end or person.plan["data_end"]


def event(person, day, kind, number="", hours="", present=""):
    return [person.plan["name"], person.code, day.isoformat(), kind, number, hours, present]


EVENT_HEADER = ["Insats", "Deltagare", "Datum", "Händelse", "Antal", "Timmar", "Antal som var med"]


def weekly_events(people):
    """Framsteget: a coach talk and a group activity in most weeks, a plan for four of five, and what the team itself did."""
    rng = random.Random(f"{SEED}-events-HB")
    rows = [EVENT_HEADER]
    for p in people:
        day = p.start + rng.randrange(0, 5) * DAY
        while day <= last_day(p):
            if rng.random() < 0.90:
                rows.append(event(p, day, "Coachsamtal", "", swedish(rng.choice([0.5, 1, 1, 1.5]))))
            if rng.random() < 0.82 and day + DAY <= last_day(p):
                rows.append(event(p, day + DAY, "Gruppaktivitet"))
            day += WEEK
        if rng.random() < 0.82:
            days = (last_day(p) - p.start).days
            rows.append(event(p, p.start + min(days, rng.randrange(20, 170)) * DAY, "Handlingsplan"))
    name = people[0].plan["name"]
    rows.append([name, "", "2021-04-22", "Kompetensinsats", "1", "3", "14"])
    rows.append([name, "", "2021-11-11", "Kompetensinsats", "1", "6", "11"])
    for month in range(2, 12):
        rows.append([name, "", dt.date(2021, month, 15).isoformat(), "Kontakt", str(rng.randrange(3, 9)), "", ""])
    for day in ("2021-03-30", "2021-06-08", "2021-10-19"):
        rows.append([name, "", day, "Stödnätverk", "1", "", str(rng.randrange(5, 9))])
    return rows


def stage_events(people):
    """JobbSam: the stages of the process with their dates, assessment cases by the month, mentoring after exit."""
    rng = random.Random(f"{SEED}-events-JS")
    rows = [EVENT_HEADER]
    for p in people:
        days = (last_day(p) - p.start).days
        rows.append(event(p, p.start - rng.randrange(8, 30) * DAY, "Aktualisering"))
        rows.append(event(p, p.start, "Uppstart"))
        for at, kind, chance in ((45, "Förberedelse", 0.95), (110, "Arbetsträning", 0.7), (182, "Halvårsavstämning", 0.9)):
            if days > at and rng.random() < chance:
                rows.append(event(p, p.start + (at + rng.randrange(-10, 11)) * DAY, kind))
        if p.end and rng.random() < 0.85:
            rows.append(event(p, p.end - min(days, rng.randrange(5, 30)) * DAY, "Planering för nästa steg"))
        if p.end:
            rows.append(event(p, p.end, "Avslut"))
            if p.reason == "Till arbete" and p.end + 60 * DAY <= p.plan["data_end"]:
                rows.append(event(p, p.end + rng.randrange(20, 60) * DAY, "Mentorskap", str(rng.randrange(1, 5))))
    for year, months in ((2020, range(9, 13)), (2021, range(1, 13)), (2022, range(1, 13)), (2023, range(1, 9))):
        for month in months:
            rows.append([people[0].plan["name"], "", dt.date(year, month, 28).isoformat(), "Bedömningsärende", str(rng.randrange(3, 9)), "", ""])
    return rows


def network_events(people):
    """EVI-coacher: a network meeting each half-year, as the coaches' own list has it."""
    rows = [["Projekt", "Kod", "Dag", "Typ", "Antal personer"]]
    for day, present in (("2024-11-28", 17), ("2025-05-15", 21), ("2025-11-20", 19), ("2026-05-21", 24)):
        rows.append([people[0].plan["name"], "", day, "Nätverksmöte", str(present)])
    rng = random.Random(f"{SEED}-events-EVI")
    for p in people:
        if (last_day(p) - p.start).days > 60 and rng.random() < 0.8:
            rows.append([p.plan["name"], p.code, (p.start + rng.randrange(30, 60) * DAY).isoformat(), "Individuell plan", ""])
    return rows


def waiver_rows(people, measured):
    """Some of those without BIP cards, and why: they are not asked again."""
    rng = random.Random(f"{SEED}-waivers")
    rows = [["Deltagare", "Insats", "Datum", "Instrument", "Tillfälle", "Orsak"]]
    codes = {p.code for p in measured}
    without = [p for p in people if p.code not in codes]
    for p in sorted(rng.sample(without, 14), key=lambda p: p.code):
        rows.append([p.code, p.plan["name"], (p.start + rng.randrange(5, 40) * DAY).isoformat(), "BIP",
                     rng.choice(["Alla", "Alla", "Slut"]), rng.choice(["Avböjde", "Språk", "Sjukdom", "Annan orsak"])])
    return rows


def others():
    """Three initiatives' registers, and the surveys of those that use them."""
    bas, pas, framsteget = drawn(BAS), drawn(PAS), drawn(FRAMSTEGET)
    mistaken(bas[20])
    rows = register_rows(bas)
    consent = ["Ja"] * len(bas)
    for number in (9, 31, 32, 50):
        consent[number] = "Nej"
        cleared(bas[number], rows)
    rows = with_column(without_columns(rows, ["Prioriterad grupp", "Anteckning"]), "Samtycke", consent)
    rows = renamed(rows, {"Deltagare": "Deltagarkod", "Startdatum": "Inskriven", "Slutdatum": "Avslutad"})
    save("5-sus-basverksamhet.csv", rows, "cp1252", titles=("Basverksamhet Mullsjö och Habo", "Alla deltagare sedan start", ""))
    followed = [p for n, p in enumerate(bas) if consent[n] == "Ja" and n != 20]
    rng = random.Random(f"{SEED}-forms-MH")
    save("6-skapa-basverksamhet.csv", skapa_rows(sorted(rng.sample(stayed(followed, 100), 42), key=lambda p: p.code)), "utf-8-sig")
    save("7-halsoenkat-basverksamhet.csv", health_wide([p for p in followed if rng.random() < 0.85]), "cp1252",
         titles=("Hälsoenkät, start och slut",))
    save("8-indikatorer-basverksamhet.csv", indicator_rows(BAS, {
        ("2023", "Deltagare"): 34, ("2023", "Personal"): 6, ("2023", "Styrelse"): 9, ("2023", "Chefer"): 5, ("2023", "Remittenter"): 11,
        ("2024", "Deltagare"): 37, ("2024", "Personal"): 6, ("2024", "Styrelse"): 8, ("2024", "Chefer"): 6, ("2024", "Remittenter"): 13,
    }), "utf-8-sig", titles=("Indikatorer 2023 och 2024",))

    rows = without_columns(register_rows(pas), ["Tätort", "Prioriterad grupp", "Anteckning", "Remittent"])
    save("9-sus-pas.csv", renamed(rows, {"Deltagare": "Kod", "Insats": "Projekt", "Kommun": "Hemkommun"}), "utf-8-sig")
    rng = random.Random(f"{SEED}-forms-PAS")
    save("10-halsoenkat-pas.csv", health_long([p for p in pas if rng.random() < 0.8]), "utf-8-sig", delimiter=",")

    rng = random.Random(f"{SEED}-teams")
    teams = [team_of(p, rng) for p in framsteget]
    again = [p for p in framsteget if p.end and p.end < dt.date(2021, 6, 1)][:3]  # three come back in the autumn, in the other team
    rows = register_rows(framsteget)
    for old, new in zip(again, [p for p in framsteget if p.start > dt.date(2021, 8, 15)]):
        new.birth_year, new.sex = old.birth_year, old.sex
        for row in rows:
            if row[0] == new.code:
                row[0], row[4], row[5] = old.code, old.sex, str(old.birth_year)
    rows = with_column(without_columns(rows, ["Prioriterad grupp", "Anteckning"]), "Team", teams)
    save("11-sus-framsteget.csv", rows, "cp1252")
    returned = {new.code: old.code for old, new in zip(again, [p for p in framsteget if p.start > dt.date(2021, 8, 15)])}
    events = [[returned.get(cell, cell) for cell in row] for row in weekly_events(framsteget)]
    save("13-handelser-framsteget.csv", events, "cp1252")

    save("12-indikatorer-jobbsam.csv", indicator_rows(JOBBSAM, {
        ("2021", "Deltagare"): 44, ("2021", "Personal"): 8, ("2021", "Styrelse"): 10,
        ("2022", "Deltagare"): 50, ("2022", "Personal"): 9, ("2022", "Styrelse"): 11,
        ("2023", "Deltagare"): 29, ("2023", "Personal"): 7, ("2023", "Styrelse"): 9,
    }), "cp1252")

# ---- numbers that are nobody's: budgets as the applications state them (the outcome is invented), headcounts, frequency tables


BUDGETS = {  # file: (initiative, saved as, header, rows of period, organisation, category, budget, what but an item)
    "17-budget-basverksamhet.csv": ("Basverksamhet", "cp1252", [
        ("2022", "", "Insatskostnad", 588000), ("2023", "", "Insatskostnad", 1329000), ("2024", "", "Insatskostnad", 1360000)]),
    "18-budget-pas.csv": ("PAS", "utf-8-sig", [
        ("2020", "", "Personal", 550000), ("2020", "", "Utbildning", 50000), ("2020", "", "Tjänster tele, IT", 15000),
        ("2020", "", "Övrigt", 20000), ("2020", "", "Utvärdering", None), ("2020", "", "Lokaler", None), ("2020", "", "", 735000, "Summa"),
        ("2021", "", "Personal", 800000), ("2021", "", "Tjänster tele, IT", 15000), ("2021", "", "Övrigt", 5000), ("2021", "", "", 820000, "Summa"),
        ("2022", "", "Personal", 800000), ("2022", "", "Tjänster tele, IT", 15000), ("2022", "", "Övrigt", 5000), ("2022", "", "", 820000, "Summa")]),
    "19-budget-framsteget.csv": ("Framsteget i Håbo", "cp1252", [
        ("2021", "Håbo kommun", "Löner 1", 700000), ("2021", "Håbo kommun", "Löner 2", 600000), ("2021", "Håbo kommun", "Löner 3", 180000),
        ("2021", "Håbo kommun", "Lokalhyra", 200000), ("2021", "Håbo kommun", "Inköpta tjänster för deltagare", 20000),
        ("2021", "Håbo kommun", "Resor", 20000), ("2021", "Håbo kommun", "Övrigt", 40000), ("2021", "Håbo kommun", "", 1760000, "Summa"),
        ("2021", "Arbetsförmedlingen", "Lön", 700000), ("2021", "", "", 2460000, "Summa")]),
    "20-budget-jobbsam.csv": ("JobbSam 3.0", "cp1252", [
        ("2020-Q3", "", "Löner", 160500), ("2020-Q4", "", "Löner", 481500), ("2020-Q3", "", "Bedömningsteam", 6000),
        ("2020-Q4", "", "Bedömningsteam", 18000), ("2020-Q3", "", "Lokaler", 80000), ("2020-Q4", "", "Lokaler", 12600),
        ("2020-Q3", "", "Bil", 3000), ("2020-Q4", "", "Bil", 5000), ("2020-Q2", "", "Försäkring", 8400),
        ("2020", "", "Dator, telefon och post", 12500), ("2020-Q3", "", "Övrigt", 10500), ("2020-Q4", "", "Övrigt", 20000),
        ("2021-Q1", "", "Löner", 481500), ("2021-Q2", "", "Löner", 490000), ("2021-Q3", "", "Löner", 490000), ("2021-Q4", "", "Löner", 490000),
        *[(f"2021-Q{q}", "", category, amount) for category, amount in (("Bedömningsteam", 18000), ("Lokaler och städ", 13000), ("Utbildning", 12500))
          for q in (1, 2, 3, 4)],
        ("2021", "", "Dator", 25000), ("2021", "", "Försäkring", 8500),
        ("2020", "", "Lokaler", 92000, "Summa"), ("2020", "", "", 809000, "Summa"), ("2020", "", "", 1268400, "Årsbudget"),
        ("2021", "", "Löner", 1951000, "Summa"), ("2021", "", "", 2158500, "Summa"), ("2021", "", "", 2213348, "Årsbudget")]),
    "21-budget-evi.csv": ("EVI-coacher", "utf-8-sig", [
        (year, "", category, amount) for year, amounts in {
            "2024": (210479, 283290, 4368, 9331, 7000, 17500, 35000, 10000), "2025": (721644, 1004508, 15000, 32000, 24000, 60000),
            "2026": (746352, 1037736, 15000, 32000, 24000, 60000), "2027": (577656, 801306, 11250, 24000, 18000, 45000)}.items()
        for category, amount in zip(("Processledare", "Coacher", "Övriga personalkostnader", "Resor", "Dator, IT, telefon", "Deltagarna",
                                     "Engångskostnad", "Uppstart"), amounts)]),
}


def kronor(amount, spelling):
    """588 000, 588.000kr or 588000: amounts as they come."""
    grouped = f"{amount:,}".replace(",", ".")
    return {0: grouped.replace(".", " "), 1: grouped + "kr", 2: str(amount)}[spelling]


def save_budgets():
    for number, (name, (initiative, encoding, entries)) in enumerate(BUDGETS.items()):
        rng = random.Random(f"{SEED}-{name}")
        rows = [["Insats", "Period", "Rad", "Organisation", "Kategori", "Budget", "Utfall"]]
        for period, organisation, category, amount, *kind in entries:
            spent = amount and not kind and period < "2026" and round(amount * rng.uniform(0.86, 1.06), -2)
            rows.append([initiative, period, *(kind or ["Post"]), organisation, category, "" if amount is None else kronor(amount, number % 3),
                         kronor(int(spent), number % 3) if spent else ""])
        save(name, rows, encoding)


def save_numbers():
    rows = [["Insats", "Period", "Vad", "Kön", "Ålder", "Antal"]]
    for half, women, men in (("2021-H1", 31, 38), ("2021-H2", 24, 29)):
        rows += [["Framsteget i Håbo", half, "Inbjudna", "Kvinna", "16–29", str(women)], ["Framsteget i Håbo", half, "Inbjudna", "Man", "16–29", str(men)]]
    rows.append(["Framsteget i Håbo", "2021", "Målgrupp", "", "16–29", "164"])
    save("22-antal-framsteget.csv", rows, "utf-8-sig")
    rows = [["Insats", "Period", "Vad", "Kön", "Antal"]]
    for year, women, men in (("2021", 46, 39), ("2022", 51, 44)):
        rows += [["JobbSam 3.0", year, "Volym", "Kvinna", str(women)], ["JobbSam 3.0", year, "Volym", "Man", str(men)]]
    save("23-antal-jobbsam.csv", rows, "cp1252")
    rng = random.Random(f"{SEED}-frequency")
    rows = [["Insats", "Period", "Instrument", "Svarandegrupp", "Fråga", "Steg", "Antal", "Bas", "Andel"]]
    for item in range(1, 6):
        drawn_levels = collections.Counter(rng.choices(FREQUENCY, [9, 10, 6, 2, 1], k=28))
        for level in FREQUENCY:
            count = drawn_levels[level]
            rows.append(["Basverksamhet", "2022", "indikatorer", "Deltagare", f"d{item}", level, str(count), "28", f"{100 * count / 28:.0f} %"])
    save("24-frekvenser-basverksamhet.csv", rows, "utf-8-sig", titles=("Sammanställning 2022, 28 svar",))


def main():
    everyone = []
    for plan in (JOBBSAM, EVI):
        rng = random.Random(f"{SEED}-{plan['code']}")
        people = sorted((Person(rng, plan, n + 1) for n in range(plan["participations"])), key=lambda p: (p.start, p.code))
        for number, person in enumerate(people, 1):
            person.code = f"{plan['code']}-{number:03d}"
        everyone.append(people)
    jobbsam, evi = everyone
    save("1-sus-jobbsam.csv", register_rows(jobbsam), "cp1252", titles=("Deltagare i JobbSam 3.0", "Utdrag 2023-09-01"))
    save("2-sus-evi.csv", register_rows(evi), "utf-8-sig")

    def measured(people, count):
        rng = random.Random(f"{SEED}-bip-{people[0].plan['code']}")
        stayed = [p for p in people if ((p.end or p.plan["data_end"]) - p.start).days >= 150]  # cards come every third month
        return sorted(rng.sample(stayed, count), key=lambda p: p.code)
    asked = measured(jobbsam, JOBBSAM["bip_people"])
    cards = bip_rows(asked, False)
    save("3-bip-jobbsam.csv", cards, "cp1252")
    save("4-bip-evi.csv", bip_rows(measured(evi, EVI["bip_people"]), True), "utf-8-sig")
    save("felaktig/bip-med-fel.csv", faulty(cards), "utf-8-sig")
    others()
    save("14-handelser-jobbsam.csv", stage_events(jobbsam), "cp1252", titles=("Processteg och händelser",))
    save("15-handelser-evi.csv", network_events(evi), "utf-8-sig")
    save("16-undantag-jobbsam.csv", waiver_rows(jobbsam, asked), "utf-8-sig")
    save_budgets()
    save_numbers()


if __name__ == "__main__":
    main()
