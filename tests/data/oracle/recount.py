#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the example again from its CSV files and compares with `stegvis --json evaluate`.

    recount.py STEGVIS PROJECT

Nothing is taken from the engine but its answers: files are read with Python's csv, and the rules below are written from the words of
the manual. A participation is active in a year if some day of it lies there; it has ended if its end is known by the cutoff (the last
of December). Felregistrering is out. Without consent a row is known by sex and start year only: it is registered in its start year
and can't be followed. First measurement: the one marked start, else the first from 30 days before start to 45 after. Last: the one
marked end, else the latest after the first, at most 30 days after exit. 60 days apart, or both marked.

An event counts in the year of its date, as many times as its row says and once where it says nothing. It is the participation's whose
time holds it, else the person's nearest one's; outside, where that one is not active in the year.
"""
import collections
import csv
import datetime as dt
import fractions
import glob
import io
import json
import os
import subprocess
import sys

DAY = dt.timedelta(days=1)
INITIATIVES = {"JobbSam 3.0": "jobbsam", "EVI-coacher": "evi_coacher", "Basverksamhet": "basverksamhet", "PAS": "pas",
               "Framsteget i Håbo": "framsteget"}
YEARS = {"jobbsam": [2021, 2022, 2023], "evi_coacher": [2025], "basverksamhet": [2023, 2024], "pas": [2021, 2022], "framsteget": [2021]}
NAMES = {"Deltagarkod": "Deltagare", "Kod": "Deltagare", "Projekt": "Insats", "Inskriven": "Startdatum", "Avslutad": "Slutdatum",
         "Svarsdatum": "Datum", "Dag": "Datum", "Typ": "Händelse"}
SEX = {"Kvinna": "kvinna", "Man": "man", "Annat": "annat", "": "okant"}
SOURCES = {"Ingen offentlig försörjning": "ingen", "Lön": "lon", "Sjukpenning": "sjukpenning",
           "Rehabiliteringspenning": "rehabiliteringspenning", "Sjukersättning": "sjukersattning",
           "Aktivitetsersättning": "aktivitetsersattning", "A-kassa": "a_kassa", "Aktivitetsstöd": "aktivitetsstod",
           "Försörjningsstöd": "forsorjningsstod", "Studiestöd": "studiestod"}
GROUPS = {"ohalsa": {"sjukpenning", "rehabiliteringspenning", "sjukersattning", "aktivitetsersattning"},
          "arbetsmarknadsstod": {"a_kassa", "aktivitetsstod"}, "ekonomiskt_bistand": {"forsorjningsstod"}, "egen": {"ingen", "lon"}}
FREQUENCY = {"Alltid": 5, "För det mesta": 4, "Ofta": 3, "Platshållare: steg 2 (ordalydelsen är inte känd)": 2,
             "Platshållare: steg 1 (ordalydelsen är inte känd)": 1}
REMEMBERED = {"Mycket sämre": 1, "Sämre": 2, "Oförändrad": 3, "Bättre": 4, "Mycket bättre": 5}
HEALTH = {"Hälsa": "health", "Livskvalitet": "quality_of_life", "Ekonomi": "economy", "Relationer": "relations",
          "Självförtroende": "self_confidence"}
INDICATORS = {"Deltagare": ("deltagare", "d", 5), "Personal": ("insatspersonal", "p", 4), "Styrelse": ("styrelse", "s", 2),
              "Chefer": ("chefer", "c", 2), "Remittenter": ("remittenter", "r", 2)}
KINDS = {"Handlingsplan": "handlingsplan", "Individuell plan": "handlingsplan", "Coachsamtal": "coachsamtal", "Kontakt": "kontakt",
         "Gruppaktivitet": "gruppaktivitet", "Kompetensinsats": "kompetensinsats", "Stödnätverk": "stodnatverk",
         "Bedömningsärende": "bedomningsarende", "Mentorskap": "mentorskap", "Aktualisering": "aktualisering", "Uppstart": "uppstart",
         "Förberedelse": "forberedelse", "Arbetsträning": "arbetstraning", "Halvårsavstämning": "halvarsavstamning",
         "Planering för nästa steg": "planering_nasta_steg", "Avslut": "avslut", "Nätverksmöte": "natverkstraff"}
GROUP_NAMES = {"Insatspersonal": "insatspersonal", "Chefer i samverkan": "chefer", "Deltagare": "deltagare", "Styrelse": "styrelse",
               "Remittenter": "remittenter"}

Participation = collections.namedtuple("Participation", "person start end sex anonymous before after")
Event = collections.namedtuple("Event", "person date kind times hours")
Form = collections.namedtuple("Form", "person date role occasion answers")


def read(path):
    data = open(path, "rb").read()
    text = data.decode("utf-8-sig") if data.startswith(b"\xef\xbb\xbf") else data.decode("cp1252")
    lines = list(csv.reader(io.StringIO(text), delimiter="," if "," in text.split("\n")[0] and ";" not in text.split("\n")[0] else ";"))
    head = next(i for i, line in enumerate(lines) if line[0] in ("Deltagare", "Deltagarkod", "Kod", "Insats", "Projekt") and line[1])
    names = [NAMES.get(name, name) for name in lines[head]]
    return [dict(zip(names, line)) for line in lines[head + 1:]]


def date(text):
    if not text:
        return None
    return dt.date.fromisoformat(text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}")


def sources(text):
    found = set()
    for part in filter(None, text.split(", ")):
        words = part.split(" ")
        found.add(SOURCES[" ".join(words[:-2]) if words[-1] == "%" else part])
    return found


def number(text):
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


class Data:
    def __init__(self, folder):
        self.register = collections.defaultdict(list)
        self.forms = collections.defaultdict(list)  # (instrument, initiative)
        self.anonymous = collections.defaultdict(list)  # initiative: (year, group, occasion, answers)
        self.events = collections.defaultdict(list)
        for path in glob.glob(os.path.join(folder, "data", "*.csv")):
            reader = getattr(self, os.path.basename(path).split("-")[1], None)  # budgets and headcounts are not counted here
            if reader:
                reader(read(path))

    def sus(self, rows):
        for row in rows:
            if row["Avslutsanledning"] == "Felregistrering":
                continue
            anonymous = row.get("Samtycke") == "Nej"
            self.register[INITIATIVES[row["Insats"]]].append(Participation(
                None if anonymous else row["Deltagare"], date(row["Startdatum"]), None if anonymous else date(row["Slutdatum"]),
                SEX[row["Kön"]], anonymous, sources(row["Försörjning före"]), sources(row["Försörjning efter"])))

    def add(self, instrument, row, when, role, occasion, answers):
        self.forms[instrument, INITIATIVES[row["Insats"]]].append(Form(row["Deltagare"], when, role, occasion, answers))

    def bip(self, rows):
        for row in rows:
            role = row["Roll"].lower()
            head, prefix = ("Fråga", "q") if role == "deltagare" else ("Coach", "c")
            self.add("bip", row, date(row["Datum"]), role, None, {f"{prefix}{i}": number(row[f"{head} {i}"]) for i in range(1, 10)})

    def skapa(self, rows):
        for row in rows:
            role = row["Roll"].lower()
            head, prefix = ("Fråga", "q") if role == "deltagare" else ("Coach", "c")
            self.add("skapa", row, date(row["Datum"]), role, None, {f"{prefix}{i}": number(row[f"{head} {i}"]) for i in range(1, 10)})

    def halsoenkat(self, rows):
        for row in rows:
            remembered = {"health_change": REMEMBERED.get(row["Fråga 3"]), "quality_of_life_change": REMEMBERED.get(row["Fråga 4"])}
            if "Tillfälle" in row:
                answers = {item: number(row.get(name, "")) for name, item in HEALTH.items()}
                end = row["Tillfälle"] == "Slut"
                self.add("halsoenkat", row, date(row["Datum"]), "deltagare", "end" if end else "start", {**answers, **(remembered if end else {})})
                continue
            for occasion, word in (("start", "start"), ("end", "slut")):
                if row[f"Datum {word}"]:
                    answers = {item: number(row[f"{name} {word}"]) for name, item in HEALTH.items()}
                    self.add("halsoenkat", row, date(row[f"Datum {word}"]), "deltagare", occasion, {**answers, **(remembered if occasion == "end" else {})})

    def handelser(self, rows):
        for row in rows:
            hours = row.get("Timmar", "").replace(",", ".")
            self.events[INITIATIVES[row["Insats"]]].append(Event(
                row["Deltagare"], date(row["Datum"]), KINDS[row["Händelse"]], int(row.get("Antal") or 1), fractions.Fraction(hours) if hours else None))

    def indikatorer(self, rows):
        for row in rows:
            answers = {f"{letter}{n}": FREQUENCY.get(row[f"{group} {n}"]) for group, (_, letter, count) in INDICATORS.items() for n in range(1, count + 1)}
            answers["jamstalldhet"] = FREQUENCY.get(row["Jämställdhet"])
            self.anonymous[INITIATIVES[row["Insats"]]].append(
                (int(row["Period"]), GROUP_NAMES[row["Svarandegrupp"]], row["Formulär"], answers))


def members(data, initiative, year):
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return [p for p in data.register[initiative]
            if (p.start.year == year if p.anonymous else p.start <= last and (p.end is None or p.end >= first))]


def place(p, date):
    return p.start - 30 * DAY <= date and (p.end is None or date <= p.end + 30 * DAY)


def forms_of(data, instrument, initiative, p, role):
    """A form belongs to the participation whose time holds it, the nearest start where several do."""
    own = []
    for form in data.forms[instrument, initiative]:
        if form.person != p.person or form.role != role:
            continue
        holding = [q for q in data.register[initiative] if q.person == p.person and place(q, form.date)]
        if holding and min(holding, key=lambda q: abs(form.date - q.start)) == p:
            own.append(form)
    return sorted(own, key=lambda form: form.date)


def pair(p, forms, cutoff):
    forms = [form for form in forms if form.date <= cutoff]
    marked = [form for form in forms if form.occasion == "start"]
    dated = [form for form in forms if form.occasion is None and p.start - 30 * DAY <= form.date <= p.start + 45 * DAY]
    first = (marked or dated or [None])[0]
    ends = [form for form in forms if form.occasion == "end"]
    later = [form for form in forms if form.occasion is None and form is not first and (first is None or form.date > first.date)
             and (p.end is None or form.date <= p.end + 30 * DAY)]
    end = (ends or later or [None])[-1]
    both = first is not None and end is not None
    marked_both = both and first.occasion == "start" and end.occasion == "end"
    return first, end, both and (end.date - first.date).days >= (1 if marked_both else 60)


class Comparison:
    def __init__(self, program, project):
        self.program, self.project, self.count, self.faults = program, project, 0, []

    def ask(self, measure, initiative, year, *more):
        answer = subprocess.run([self.program, "--project", self.project, "--json", "evaluate", measure, "-i", initiative, "--period", str(year), *more],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if answer.returncode:
            raise SystemExit(answer.stderr.decode())
        return json.loads(answer.stdout)

    def same(self, what, engine, own):
        self.count += 1
        if engine != own:
            self.faults.append(f"{what}: stegvis says {engine}, the recount {own}")


def count_of(figure):
    return 0 if figure is None else figure["count"]


def compare_flow(c, data, initiative, year):
    everyone, cutoff = members(data, initiative, year), dt.date(year, 12, 31)
    followed = [p for p in everyone if not p.anonymous]
    ended = [p for p in followed if p.end and p.end <= cutoff]
    flow = c.ask("flow", initiative, year)
    where = f"{initiative} {year}"
    for key, own in (("registered", len(everyone)), ("could_not_follow", len(everyone) - len(followed)), ("started", len(followed)),
                     ("ended", len(ended)), ("still_in", len(followed) - len(ended))):
        c.same(f"{where} flow {key}", flow[key], own)
    for event, own in (("started", sum(p.start.year == year for p in data.register[initiative])),
                       ("ended", sum(p.end is not None and p.end.year == year for p in data.register[initiative]))):
        c.same(f"{where} {event}", c.ask("count", initiative, year, "--event", event)["population"]["registered"], own)


def compare_change(c, data, initiative, year, instrument):
    cutoff = dt.date(year, 12, 31)
    followed = [p for p in members(data, initiative, year) if not p.anonymous]
    pairs = [(p, *pair(p, forms_of(data, instrument, initiative, p, "deltagare"), cutoff)) for p in followed]
    where = f"{initiative} {year} {instrument}"
    flow = c.ask("flow", initiative, year, "--instrument", instrument, "--role", "deltagare")
    c.same(f"{where} measured at start", flow["measured_start"], sum(first is not None for _, first, _, _ in pairs))
    c.same(f"{where} measured later", flow["measured_end"], sum(end is not None for _, _, end, _ in pairs))
    c.same(f"{where} paired", flow["paired"], sum(paired for *_, paired in pairs))
    change = c.ask("change", initiative, year, "--instrument", instrument, "--role", "deltagare", "--by", "sex")
    for line in change["items"]:
        item, sex = line["item"], line["by"]["sex"]
        if item not in {i for form in data.forms[instrument, initiative] if form.role == "deltagare" for i in form.answers}:
            continue
        moves = [end.answers[item] - first.answers[item] for p, first, end, paired in pairs
                 if paired and sex in (None, p.sex) and first.answers.get(item) and end.answers.get(item)]
        name = f"{where} {item} {sex or 'alla'}"
        c.same(f"{name} pairs", line["paired"], len(moves))
        for key, own in (("better", sum(m > 0 for m in moves)), ("same", sum(m == 0 for m in moves)), ("worse", sum(m < 0 for m in moves))):
            c.same(f"{name} {key}", count_of(line[key]), own)


def compare_remembered(c, data, initiative, year):
    cutoff = dt.date(year, 12, 31)
    ends = [pair(p, forms_of(data, "halsoenkat", initiative, p, "deltagare"), cutoff)[1]
            for p in members(data, initiative, year) if not p.anonymous]
    answer = c.ask("distribution", initiative, year, "--instrument", "halsoenkat", "--occasion", "end")
    for line in answer["items"]:
        if line["item"] in ("health_change", "quality_of_life_change"):
            given = [end.answers[line["item"]] for end in ends if end and end.answers.get(line["item"])]
            c.same(f"{initiative} {year} {line['item']} n", line["n"], len(given))
            c.same(f"{initiative} {year} {line['item']} positive", count_of(line["positive"]), sum(g >= 4 for g in given))


def compare_income(c, data, initiative, year):
    cutoff = dt.date(year, 12, 31)
    known = [p for p in members(data, initiative, year)
             if not p.anonymous and p.end and p.end <= cutoff and p.before and p.after]
    answer = c.ask("income", initiative, year)
    c.same(f"{initiative} {year} income known", answer["population"]["paired"], len(known))
    for source, before, after in zip(answer["sources"], answer["before"], answer["after"]):
        names = GROUPS.get(source, {source} if source in SOURCES.values() else None)
        if names:
            c.same(f"{initiative} {year} {source} before", count_of(before), sum(bool(p.before & names) for p in known))
            c.same(f"{initiative} {year} {source} after", count_of(after), sum(bool(p.after & names) for p in known))


def compare_anonymous(c, data, initiative, year):
    answer = c.ask("distribution", initiative, year, "--instrument", "indikatorer")
    for line in answer["items"]:
        given = [answers[line["item"]] for when, group, _, answers in data.anonymous[initiative]
                 if when == year and group == line["role"] and answers.get(line["item"])]
        name = f"{initiative} {year} {line['role']} {line['item']}"
        c.same(f"{name} n", line["n"], len(given))
        c.same(f"{name} positive", count_of(line["positive"]), sum(g >= 4 for g in given))
    ended = c.ask("distribution", initiative, year, "--instrument", "indikatorer", "--occasion", "end", "--item", "d5")["items"][0]
    own = [answers["d5"] for when, group, form, answers in data.anonymous[initiative]
           if when == year and group == "deltagare" and form == "Slut" and answers.get("d5")]
    c.same(f"{initiative} {year} d5 at exit", (ended["n"], count_of(ended["positive"])), (len(own), sum(g >= 4 for g in own)))


def owner_of(data, initiative, event):
    """The participation whose time holds the event, the nearest start where several do; else the one whose time is nearest."""
    own = [p for p in data.register[initiative] if p.person == event.person and p.start]
    holding = [p for p in own if place(p, event.date)]
    if holding:
        return min(holding, key=lambda p: abs(event.date - p.start))
    return min(own, key=lambda p: p.start - event.date if event.date < p.start else event.date - p.end, default=None)


def compare_events(c, data, initiative, year):
    everyone = [p for p in members(data, initiative, year) if not p.anonymous]
    known = {id(p) for p in everyone}
    found = collections.defaultdict(list)  # kind: (event, its participation or None)
    for event in data.events[initiative]:
        owner = owner_of(data, initiative, event) if event.person else None
        if event.date.year == year and (owner or not event.person):
            found[event.kind].append((event, owner))
    answer = c.ask("events", initiative, year, "--by", "sex")
    for kind in sorted(set(KINDS.values())):
        where, rows = f"{initiative} {year} {kind}", found[kind]
        c.same(f"{where} count", answer[kind], sum(event.times for event, _ in rows))
        c.same(f"{where} own", answer[f"{kind}_own"], sum(event.times for event, owner in rows if owner is None))
        c.same(f"{where} outside", answer[f"{kind}_outside"], sum(event.times for event, owner in rows if owner and id(owner) not in known))
        hours = [event.hours for event, _ in rows if event.hours is not None]
        c.same(f"{where} hours", answer[f"{kind}_hours"], float(sum(hours)) if hours else None)
        if not any(owner for _, owner in rows):
            continue
        reached = {id(owner): owner for _, owner in rows if owner and id(owner) in known}
        c.same(f"{where} reached", (answer[f"{kind}_reached"], answer[f"{kind}_members"]), (len(reached), len(everyone)))
        for group in answer["groups"]:
            sex = group["by"]["sex"]
            c.same(f"{where} {sex}", (group[kind], group[f"{kind}_reached"]),
                   (sum(event.times for event, owner in rows if owner and id(owner) in reached and owner.sex == sex),
                    sum(owner.sex == sex for owner in reached.values())))


def compare_weeks(c, data, initiative, year):
    """Whole weeks day by day: a Monday with the six days after it, all of the year and of the participation."""
    weeks = full = 0
    for p in members(data, initiative, year):
        had = collections.defaultdict(set)
        for event in data.events[initiative]:
            if not p.anonymous and event.person == p.person and owner_of(data, initiative, event) is p:
                had[event.date].add(event.kind)
        day = dt.date(year, 1, 1)
        while not p.anonymous and day.year == year:
            week = [day + n * DAY for n in range(7)]
            if day.weekday() == 0 and all(d.year == year and p.start <= d and (p.end is None or d <= p.end) for d in week):
                weeks += 1
                full += {"coachsamtal", "gruppaktivitet"} <= set().union(*(had[d] for d in week))
            day += DAY
    answer = c.ask("events", initiative, year)
    c.same(f"{initiative} {year} weeks", (answer["coachsamtal_och_gruppaktivitet_weeks"], answer["coachsamtal_och_gruppaktivitet_weeks_share"]),
           (full, full / weeks))


def main():
    program, project = sys.argv[1:]
    data, c = Data(project), Comparison(program, project)
    for initiative, years in YEARS.items():
        for year in years:
            compare_flow(c, data, initiative, year)
            compare_income(c, data, initiative, year)
            if data.events[initiative]:
                compare_events(c, data, initiative, year)
                compare_weeks(c, data, initiative, year)
            for instrument in ("bip", "skapa", "halsoenkat"):
                if data.forms[instrument, initiative]:
                    compare_change(c, data, initiative, year, instrument)
            if data.forms["halsoenkat", initiative]:
                compare_remembered(c, data, initiative, year)
            if data.anonymous[initiative]:
                compare_anonymous(c, data, initiative, year)
    print("\n".join(c.faults))
    print(f"{c.count} figures, {len(c.faults)} differ")
    sys.exit(bool(c.faults))


if __name__ == "__main__":
    main()
