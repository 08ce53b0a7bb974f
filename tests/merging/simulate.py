"""Random histories on several copies, checked against what must hold whatever happens.

    python3 simulate.py small 200000     so many deliveries of small histories
    python3 simulate.py long 2000        so many long histories with 3 to 6 copies
    python3 simulate.py mutations        that every deliberate mistake is caught

The checks know nothing of heads and parents: a `World` keeps every change as it was written and what its
maker had at that moment, and asks whether the copies' states do justice to that.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter, defaultdict
from multiprocessing import Pool
from typing import Any, Optional

import model
from model import DAY, FROZEN, PERSONAL, TWINNED, Change, ChangeId, Copy, Hidden, Op, Refused

NOW = 1_795_000_000_000 << 16
TEN_YEARS = 3652 * DAY


class Broken(AssertionError):
    """Something that must hold does not."""


def require(holds: bool, what: str, *about: Any) -> None:
    if not holds:
        raise Broken(f"{what}: {about}")


# --- The register that histories start from -----------------------------------------------------------


def base(classes: int = 1) -> list[Change]:
    """A course, a school, classes with two sessions and two students each."""
    founder = Copy("0", clock=lambda: NOW)
    founder.write("register_created",
                  ("create", "course", "course", {"name": "C", "rule_kind": "share", "rule_value": 50}),
                  ("create", "school", "school", {"name": "S", "unit_code": "1"}))
    for k in range(classes):
        founder.write("class_added", ("create", "class", f"class{k}", {
            "school": "school", "course": "course", "name": f"K{k}", "term": "HT26"}),
            *(("create", "session", f"s{k}{n}", {"class": f"class{k}", "number": n, "minutes": 60,
                                                 "status": "planned", "date": "2026-09-01"}) for n in (1, 2)))
        for n in (1, 2):
            founder.write("student_added", ("create", "student", f"p{k}{n}", {
                "given": f"«g{k}{n}»", "family": f"«f{k}{n}»", "birth_date": f"«b{k}{n}»", "email": f"«e{k}{n}»",
                "protection": "none"}),
                ("create", "enrolment", f"e{k}{n}", {"student": f"p{k}{n}", "class": f"class{k}", "guest": 0}))
    return list(founder.journal.values())


BASES = {n: base(n) for n in (1, 2)}


class World:
    """Some copies, everything they ever wrote, and what each writer had when it wrote."""

    def __init__(self, rng: random.Random, copies: int, classes: int = 1):
        self.rng, self.base, self.count = rng, BASES[classes], 0
        self.log: dict[str, Change] = {change.hash: change for change in self.base}
        self.had: dict[str, frozenset[str]] = {}
        self.settled: dict[str, tuple[str, Optional[str]]] = {}  # removals that were decided, and what there was to decide
        earlier: list[str] = []
        for change in self.base:
            self.had[change.hash] = frozenset(earlier)
            earlier.append(change.hash)
        self.theme = rng.choice(THEMES) if rng.random() < 0.5 else ()
        self.copies: list[Copy] = []
        for n in range(copies):
            skew = rng.choice((0, 0, 1, 5, TEN_YEARS, -TEN_YEARS))
            copy = Copy(chr(ord("a") + n), clock=lambda skew=skew: NOW + skew)
            copy.receive(self.base)
            self.copies.append(copy)

    def new(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def noted(self, copy: Copy, act, *wishes: Any, **more: Any) -> Optional[Change]:
        """Lets a copy write, and notes what it knew."""
        had = frozenset(change.hash for change in copy.journal.values())
        try:
            change = act(*wishes, **more)
        except Refused:
            return None
        self.log[change.hash], self.had[change.hash] = change, had
        return change

    def write(self, copy: Copy, kind: str, *wishes: tuple, **more: Any) -> Optional[Change]:
        return self.noted(copy, copy.write, kind, *wishes, **more)

    # -- What people do

    def act(self, copy: Copy) -> None:
        if self.theme:
            self.rng.choice(self.theme)(self, copy)
            return
        chance = self.rng.random()
        for limit, action in ACTIONS:
            if chance < limit:
                action(self, copy)
                return

    def rows(self, copy: Copy, entity: str) -> list[str]:
        rows = sorted(row for row, kind in copy.entity_of.items() if kind == entity and copy.creations.get(row))
        return [row for row in rows if not copy.removal(row)[0]]

    def pick(self, copy: Copy, entity: str) -> Optional[str]:
        rows = self.rows(copy, entity)
        return self.rng.choice(rows) if rows else None

    def mark(self, copy: Copy) -> None:
        session, student = self.pick(copy, "session"), self.pick(copy, "student")
        if not session or not student:
            return
        mark = self.rng.choice(("P", "P", "U", "L15", None))
        row = f"m:{session}:{student}"
        held = ("set", session, "status", "held")
        if row in copy.entity_of and copy.creations.get(row):
            if copy.removal(row)[0]:
                self.write(copy, "mark_set", ("restore", row), ("set", row, "mark", mark))
            else:
                self.write(copy, "mark_set", ("set", row, "mark", mark))
        elif mark:
            self.write(copy, "mark_set", held,
                       ("create", "attendance", row, {"session": session, "student": student, "mark": mark}))

    def edit(self, copy: Copy) -> None:
        choices = (("class", "name", ("K", "L", self.new("K"))),
                   ("session", "date", ("2026-09-02", "2026-09-03", None)),
                   ("session", "starts_at", ("08:00", "09:00")), ("school", "name", ("T", "U")),
                   ("course", "rule_value", (1, 30, 75)), ("student", "study_path", ("NA", "SA")),
                   ("enrolment", "ends_on", ("2026-10-01", None)))
        entity, name, values = self.rng.choice(choices)
        if row := self.pick(copy, entity):
            self.set_and_check(copy, row, name, self.rng.choice(values))

    def rename(self, copy: Copy) -> None:
        if row := self.pick(copy, "student"):
            if copy.value(row, "protection") == "none":
                name = self.rng.choice(("given", "family", "email"))
                self.set_and_check(copy, row, name, f"«{self.new('n')}»")

    def set_and_check(self, copy: Copy, row: str, name: str, value: Any) -> None:
        """Writing a field settles its conflict on this copy."""
        if self.write(copy, "edited", ("set", row, name, value)):
            require(not copy.in_conflict(row, name) and copy.value(row, name) == value,
                    "a written field is settled", row, name)

    def name_school(self, copy: Copy) -> None:
        self.set_and_check(copy, "school", "name", self.new("S"))

    def rule(self, copy: Copy) -> None:
        kind, value = self.rng.choice((("share", 50), ("sessions", 1), ("sessions", 2)))
        self.write(copy, "rule_changed", ("set", "course", "rule_kind", kind),
                   ("set", "course", "rule_value", value))

    def cancel(self, copy: Copy) -> None:
        if session := self.pick(copy, "session"):
            marks = [row for row in self.rows(copy, "attendance")
                     if copy.value(row, "session") == session and copy.value(row, "mark")]
            self.write(copy, "session_cancelled", *(("set", row, "mark", None) for row in marks),
                       ("set", session, "status", "cancelled"), ("set", session, "reason", self.new("r")))

    def remove(self, copy: Copy) -> None:
        entity = self.rng.choice(("enrolment", "enrolment", "student", "session", "class"))
        row = self.pick(copy, entity)
        if not row:
            return
        for other in self.rows(copy, "attendance"):
            session, student = copy.value(other, "session"), copy.value(other, "student")
            if copy.value(other, "mark") and entity != "enrolment" and (
                    row in (session, student) or copy.value(session, "class") == row):
                return
        below = [other for kind in ("enrolment", "session") for other in self.rows(copy, kind)
                 if row in (copy.value(other, "student"), copy.value(other, "class"))]
        self.write(copy, "removed", *(("remove", other) for other in below if entity in ("student", "class")),
                   ("remove", row))

    def restore(self, copy: Copy) -> None:
        gone = sorted(row for row in copy.entity_of if copy.creations.get(row) and copy.removal(row)[0])
        if gone:
            self.write(copy, "restored", ("restore", self.rng.choice(gone)))

    def add_student(self, copy: Copy) -> None:
        room, row = self.pick(copy, "class"), self.new(f"p{copy.device}")
        name = self.rng.choice(("«Kim»", f"«{self.new('n')}»"))
        if room:
            self.write(copy, "student_added",
                       ("create", "student", row, {"given": name, "family": "«X»", "protection": "none"}),
                       ("create", "enrolment", f"e{row}", {"student": row, "class": room, "guest": 0}))

    def enrol(self, copy: Copy) -> None:
        room, student = self.pick(copy, "class"), self.pick(copy, "student")
        if room and student:
            self.write(copy, "guest_added", ("create", "enrolment", self.new(f"e{copy.device}"),
                                             {"student": student, "class": room, "guest": 1}))

    def add_class(self, copy: Copy) -> None:
        self.write(copy, "class_added", ("create", "class", self.new(f"k{copy.device}"), {
            "school": "school", "course": "course", "name": "K9", "term": "HT26"}))

    def add_school(self, copy: Copy) -> None:
        code = self.rng.choice("23")
        if f"school{code}" not in copy.entity_of:
            self.write(copy, "school_added", ("create", "school", f"school{code}", {
                "name": self.rng.choice("VW"), "unit_code": code}))
        else:
            self.set_and_check(copy, f"school{code}", "name", self.rng.choice("VWXY"))

    def join(self, copy: Copy) -> None:
        students = [row for row in self.rows(copy, "student") if copy.value(row, "protection") == "none"
                    and copy.value(row, "merged_into") is None]
        if len(students) > 1:
            one, other = self.rng.sample(students, 2)
            into = [row for row in self.rows(copy, "student") if copy.value(row, "merged_into") == one]
            self.write(copy, "students_joined", *(("set", row, "merged_into", other) for row in (*into, one)))

    def part(self, copy: Copy) -> None:
        joined = [row for row in self.rows(copy, "student") if copy.value(row, "merged_into")]
        if joined:
            self.set_and_check(copy, self.rng.choice(joined), "merged_into", None)

    def protect(self, copy: Copy) -> None:
        if row := self.pick(copy, "student"):
            ends = copy.state()["joined"]
            group = sorted(other for other in self.rows(copy, "student")
                           if ends.get(other, other) == ends.get(row, row))
            certificates = [other for other in self.rows(copy, "certificate") if copy.value(other, "student") in group]
            self.write(copy, "student_protected", ("erase", self.new(f"x{copy.device}"), group),
                       ("set", row, "protection", self.rng.choice(("confidential", "protected_registration"))),
                       ("set", row, "alias", f"Elev {self.rng.randint(1, 3)}"),
                       *(("set", other, "name", "Elev", True) for other in certificates))

    def lift(self, copy: Copy) -> None:
        protected = [row for row in self.rows(copy, "student") if copy.value(row, "protection") != "none"]
        if protected:
            row = self.rng.choice(protected)
            self.write(copy, "lifted", ("set", row, "protection", "none"), ("set", row, "given", f"«{self.new('n')}»"))

    def issue(self, copy: Copy) -> None:
        student, room = self.pick(copy, "student"), self.pick(copy, "class")
        if not student or not room:
            return
        series = f"series:{copy.device}"
        ops = [] if series in copy.entity_of else [("create", "series", series, {
            "letters": self.rng.choice(("KA", "KB")), "device": copy.device, "epoch": 1})]
        number = 1 + sum(copy.value(row, "series") == series for row in self.rows(copy, "certificate"))
        protected = copy.value(student, "protection") != "none"
        self.write(copy, "certificates_issued", *ops, ("create", "certificate", self.new(f"c{copy.device}"), {
            "series": series, "year": 2026, "number": number, "kind": "D", "student": student, "class": room,
            "content": "K", "name": "Elev" if protected else f"«{self.new('c')}»", "pseudonym": protected,
            "replaces": self.pick(copy, "certificate") if self.rng.random() < 0.4 else None}))

    def revoke(self, copy: Copy) -> None:
        if row := self.pick(copy, "certificate"):
            day = self.rng.choice(("2026-10-01", "2026-10-02", None))
            self.write(copy, "certificate_revoked", ("set", row, "revoked_on", day), ("set", row, "reason", self.new("r")))

    def settle(self, copy: Copy) -> None:
        """Somebody looks at a conflict and decides."""
        conflicts = [one for one in copy.state()["conflicts"] if one["kind"] in ("field", "edited_though_removed")]
        if not conflicts:
            return
        one = self.rng.choice(conflicts)
        row = one["rows"][0]
        if one["kind"] == "field":
            side = self.rng.choice(copy.effective(row, one["field"])).id[:3]
            unit = model.UNITS.get((copy.entity_of[row], one["field"]), (one["field"],))
            sides = {name: [op for op in copy.effective(row, name) if op.id[:3] == side] for name in unit}
            wishes = [("set", row, name, ops[-1].value(name)) for name, ops in sides.items() if ops]
            if self.write(copy, "settled", *wishes):
                require(not any(copy.in_conflict(row, name) for name in sides), "a settled field is settled", row)
        else:
            before = copy.removal(row)[1]
            if change := self.write(copy, "settled", (self.rng.choice(("remove", "restore")), row)):
                require(copy.removal(row)[1] is None, "a settled removal is settled", row)
                self.settled[change.hash] = (row, before)

    def undo(self, copy: Copy) -> None:
        own = [change for change in copy.journal.values() if change.hash in copy.own]
        if not own:
            return
        change = self.rng.choice(own[-4:])
        before, must_refuse = copy.state()["rows"], self.others_since(copy, change)
        undone = self.noted(copy, copy.undo, change.id)
        if undone is None:
            return
        if change.hash in self.settled:
            row, conflict = self.settled[change.hash]
            require(copy.removal(row)[1] == conflict, "undoing a decision opens its conflict again", row)
        require(not must_refuse, "undo is refused where somebody else has changed or used it", must_refuse, change)
        after = copy.state()["rows"]
        touched = {(op.row, op.field) for op in change.ops}
        made = {op.row for op in change.ops if op.field is None}
        for row in before.keys() | after.keys():
            old, new = before.get(row, {}), after.get(row, {})
            for name in old.keys() | new.keys():
                if old.get(name) != new.get(name):
                    require((row, name) in touched or row in made and name == "deleted",
                            "undo touches only what was done", row, name)
        for op in change.ops:
            parents = [copy._op(parent) for parent in op.parents]
            values = [one.value(op.field) for one in parents if one and (one.field is None or one.field == op.field)]
            if op.field and op.row not in made and op.field not in ("deleted", "revoked_on", "reason") and after.get(op.row):
                require(after[op.row].get(op.field) in values, "undo sets back", op, values)

    def others_since(self, copy: Copy, change: Change) -> Optional[Any]:
        """What others did to the same fields, or made that points at the rows, which the maker did not know."""
        rows = copy.state()["rows"]
        undone = {other.undoes for other in copy.journal.values() if other.undoes}
        made = {op.row for op in change.ops if op.field is None}
        fields = {(op.row, op.field) for op in change.ops}
        for other in copy.journal.values():
            if other.hash in self.had[change.hash] or other.id[0] == copy.device or other.id in undone \
                    or other.undoes or other.redoes:
                continue
            for op in other.ops:
                if self.overwritten(copy, other, op, self.had[change.hash]):
                    continue
                if (op.row, op.field) in fields or op.row in made:
                    return op
                if op.field is None and made & {value for value in op.cells.values() if isinstance(value, str)} \
                        and rows.get(op.row, {}).get("deleted") is False \
                        and made & {value for value in rows[op.row].values() if isinstance(value, str)} \
                        and rows[op.row].get("mark", 1) is not None and op.entity != "grant":
                    return op
        return None

    def overwritten(self, copy: Copy, change: Change, op: Op, known: frozenset[str]) -> bool:
        """Whether somebody had overwritten it knowing it, in a change that was known: also before it came itself."""
        return any(change.hash in self.had.get(later.hash, ()) and later.hash in known
                   for later in copy.journal.values() for one in later.ops
                   if (one.row, one.field) == (op.row, op.field))

    def redo(self, copy: Copy) -> None:
        undone = [change.undoes for change in copy.journal.values() if change.undoes and change.hash in copy.own]
        if undone:
            done = self.noted(copy, copy.redo, self.rng.choice(undone))
            for op in done.ops if done and done.id not in copy.refused else ():
                if op.field == "deleted" and op.value("deleted") == 1:
                    require(copy.removal(op.row)[0], "a removal that is done again removes", op.row)

    # -- Exchange

    def deliver(self, source: Copy, target: Copy) -> None:
        """A bundle that may be late, doubled, in disorder or cut."""
        bundle = source.bundle(target.reach) if self.rng.random() < 0.7 else source.everything()
        if self.rng.random() < 0.4:
            self.rng.shuffle(bundle)
        if self.rng.random() < 0.3:
            bundle = [change for change in bundle if self.rng.random() < 0.7]
        if self.rng.random() < 0.3 and bundle:
            # One device's work only: an op may come before the op it replaces.
            origin = self.rng.choice(bundle).origin
            bundle = [change for change in bundle if change.origin == origin]
        target.receive(bundle)
        if self.rng.random() < 0.3:
            target.hear(source.device, source.reach)
        self.check_erased(target)
        require(all(set(range(1, seq + 1)) == {id[2] for id in target.journal if id[:2] == origin}
                    for origin, seq in target.reach.items()) or bool(target.base), "no gaps in what is held")

    # -- What must hold

    def check(self, copy: Copy) -> None:
        state = copy.state()
        self.check_nothing_lost(copy)
        self.check_concurrent(copy, state)
        self.check_students(state)
        require(not state["pending"], "references resolve", state["pending"])

    def erased(self, log: Optional[set[str]] = None) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Every (change, text) that must be gone, and that must not, where these changes are known."""
        known = frozenset(self.log if log is None else log & self.log.keys())
        acts = {op.cells["erased"]["uid"]: (change, op.cells["erased"]["rows"]) for change in self.log.values()
                for op in change.ops if op.field == "erased"}
        owners = {op.row: op.cells.get("student") for change in self.log.values() for op in change.ops
                  if op.entity == "certificate" and op.field is None}
        links = [(change.hash, {op.row, op.cells["merged_into"]}) for change in self.log.values()
                 for op in change.ops if op.cells.get("merged_into")]

        def reach(uid: str, known: frozenset[str]) -> set[str]:
            """Whom an erasure concerns, as far as somebody can tell who has these changes."""
            act, rows = acts[uid][0], set(acts[uid][1])
            spread = [link for hash, link in links if hash in known and hash != act.hash
                      and hash not in self.had[act.hash] and not knew(hash, link, uid)]
            while more := [link for link in spread if link & rows and not link <= rows]:
                rows = rows.union(*more)
            return rows

        def knew(hash: str, rows: set, uid: str) -> bool:
            return acts[uid][0].hash in self.had[hash] and bool(rows & reach(uid, self.had[hash]))

        whole = {uid: reach(uid, known) for uid in acts if acts[uid][0].hash in known}
        gone, kept = set(), set()
        for change in (self.log[hash] for hash in known):
            for op in change.ops:
                for name in PERSONAL.get(op.entity, ()):
                    text = op.cells.get(name)
                    if not isinstance(text, str) or op.pseudonym:
                        continue
                    owner = owners.get(op.row) if op.entity == "certificate" else op.row
                    hit = any(owner in rows and change.hash != acts[uid][0].hash and not knew(change.hash, {owner}, uid)
                              for uid, rows in whole.items())
                    (gone if hit else kept).add((change.hash, text))
        return gone, kept

    def check_erased(self, copy: Copy) -> None:
        """What is erased is nowhere in a copy that knows of the erasure, also not in what waits there."""
        if not copy.erasing:
            return
        there = copy.everything()
        gone, _ = self.erased({change.hash for change in there})
        for change in there:
            for op in change.ops:
                for value in op.cells.values() if op else ():
                    require((change.hash, value) not in gone if isinstance(value, str) else True,
                            "erased values are nowhere", op)

    def check_nothing_lost(self, copy: Copy) -> None:
        """Every change that was acknowledged is there whole, but for what was erased, which is nowhere."""
        gone, kept = self.erased() if copy.erasing else (set(), set())
        there = {change.hash: change for change in copy.everything()}
        for hash, change in self.log.items():
            require(hash in there, "nothing acknowledged is lost", change)
            require(there[hash].hash == hash, "hash")
            for op, known in zip(change.ops, there[hash].ops):
                for name, value in op.cells.items():
                    if isinstance(value, Hidden):
                        continue
                    erased = (hash, value) in gone if isinstance(value, str) else False
                    if name in PERSONAL.get(op.entity, ()) and erased:
                        require(isinstance(known.cells[name], Hidden), "erased values are gone", op)
                    else:
                        require(known.cells[name] == value, "values stay", op, known)
        if gone:
            text = repr(copy.everything()) + repr(copy.creations) + repr(copy.edits)
            still = {text for _, text in kept}
            for _, name in gone:
                require(name not in text or name in still or not name.startswith("«"), "erased values are nowhere", name)

    def check_concurrent(self, copy: Copy, state: dict) -> None:
        """Whoever gave a field a value nobody has overwritten knowing it is shown, or in a conflict."""
        conflicts = {(one["rows"][0], one["field"]): set(one["heads"]) for one in state["conflicts"]
                     if one["kind"] == "field"}
        noted = {row for one in state["conflicts"] for row in one["rows"]}
        changes = [change for change in copy.journal.values() if change.hash in self.had]
        fields: dict[tuple[str, str], list[tuple[Change, Op]]] = defaultdict(list)
        makers: dict[str, list[tuple[Change, Op]]] = defaultdict(list)
        for change in changes:
            for op in change.ops:
                if op.field is None:
                    makers[op.row].append((change, op))
                elif op.field != "erased":
                    fields[op.row, op.field].append((change, op))
        for row, made in makers.items():
            for name in {name for _, op in made for name in op.cells}:
                fields.setdefault((row, name), [])
        undone = {change.undoes for (_, name), edits in fields.items() if name == "deleted"
                  for change, op in edits if change.undoes and op.value("deleted") == 1
                  and not any(change.hash in self.had[later.hash] for later, _ in edits)}
        for (row, name), edits in fields.items():
            entity = copy.entity_of[row]
            if entity in FROZEN and name != "revoked_on":
                continue
            ops = [*makers[row], *edits]
            last = [(change, op) for change, op in ops
                    if not any(change.hash in self.had[later.hash] for later, _ in edits)]
            if name == "deleted":
                self.check_removal(row, last, ops, fields, state, noted)
                continue
            if state["rows"][row]["deleted"]:
                continue
            if len(makers[row]) > 1:
                last = [(c, op) for c, op in last if op.field is not None or c.id not in undone] or last
            if entity in TWINNED:
                replaced = [op.value(name) for change, op in makers[row]
                            if any(change.hash in self.had[later.hash] for later, _ in edits)]
                last = [(c, op) for c, op in last if op.field is not None or op.value(name) not in replaced] or last
            values = [(op, copy._op(op.id).value(name)) for _, op in last]
            values = [(op, value) for op, value in values if not isinstance(value, Hidden)]
            shown = state["rows"][row].get(name)
            if name == "revoked_on":
                days = [op.value(name) for _, op in edits if op.value(name)]
                require(shown == (min(days) if days else None), "revoking is final", row, days)
                continue
            different = len({repr(value) for _, value in values}) > 1
            require(not values or shown in [value for _, value in values], "a last value is shown", row, name, shown)
            require(different == ((row, name) in conflicts), "different last values are a conflict, equal ones are not",
                    row, name, values, conflicts.get((row, name)))
            if different:
                require(conflicts[row, name] == {model.op_name(op.id) for op, _ in values}, "a conflict has all sides",
                        row, name, values)
        course = state["rows"]["course"]
        units = {("share", 50), ("share", 1), ("share", 30), ("share", 75)} | {("sessions", n) for n in (1, 2, 30, 75)}
        written = {(op.cells.get("rule_kind"), other.cells.get("rule_value")) for change in changes
                   for op in change.ops if op.row == "course" and "rule_kind" in op.cells
                   for other in change.ops if other.row == "course" and "rule_value" in other.cells}
        require((course["rule_kind"], course["rule_value"]) in written & units, "a rule is shown as it was written", course)

    def check_removal(self, row: str, last: list, ops: list, fields: dict, state: dict, noted: set) -> None:
        """A row is removed only if somebody removed it knowing all that was last written on it."""
        removed = state["rows"][row]["deleted"]
        tombs = [change for change, op in last if op.value("deleted") == 1]
        require(not removed or bool(tombs), "nothing is removed by itself", row)
        if not tombs:
            return
        loud = not any(tomb.undoes for tomb in tombs)
        for change, op in last:
            if op.field is None and not any(tomb.undoes == change.id for tomb in tombs):
                require(not removed and (row in noted or not loud), "a row somebody else made is kept", row)
        for (other, name), edits in fields.items():
            if other != row or name == "deleted":
                continue
            for change, op in edits:
                overwritten = any(change.hash in self.had[later.hash] for later, _ in edits)
                unseen = not any(change.hash in self.had[tomb.hash] or change is tomb for tomb in tombs)
                if unseen and not overwritten:
                    require(not removed and (row in noted or not loud), "what a remover had not seen keeps the row", row, name, op)

    def check_students(self, state: dict) -> None:
        """Joined students are one, whichever way they were joined, and stand once in the figures."""
        rows = state["rows"]
        live = {row for row, shown in rows.items() if shown["entity"] == "student" and not shown["deleted"]}
        person = {row: row for row in live}

        def find(row: str) -> str:
            while person[row] != row:
                row = person[row]
            return row

        for row in live:
            if rows[row].get("merged_into") in live:
                person[find(row)] = find(rows[row]["merged_into"])
        ends = {row: state["joined"].get(row, row) for row in live}
        for row in live:
            require(ends[ends[row]] == ends[row], "joins do not go in circles", row, ends)
            require(find(row) == find(ends[row]), "a student ends in the own group", row)
        for course, figure in state["figures"].items():
            enrolled = {find(shown["student"]) for shown in rows.values()
                        if shown["entity"] == "enrolment" and not shown["deleted"] and shown["student"] in live
                        and not rows[shown["class"]]["deleted"] and rows[shown["class"]]["course"] == course}
            require(figure["enrolled"] == len(enrolled) == len(figure["students"]), "each student counts once",
                    figure, enrolled)


ACTIONS = []
total = 0.0
for weight, act in ((20, World.mark), (14, World.edit), (8, World.rename), (4, World.rule), (4, World.cancel),
                    (8, World.remove), (2, World.restore), (4, World.add_student), (3, World.enrol),
                    (2, World.add_class), (5, World.add_school), (6, World.join), (2, World.part),
                    (5, World.protect), (2, World.lift), (4, World.issue), (3, World.revoke), (6, World.settle),
                    (9, World.undo), (4, World.redo)):
    total += weight
    ACTIONS.append((total / 115, act))

THEMES = (
    (World.name_school,),
    (World.issue, World.issue, World.revoke, World.revoke, World.join),
    (World.join, World.part, World.protect, World.lift, World.rename, World.issue, World.undo, World.add_student),
    (World.mark, World.mark, World.cancel, World.remove, World.restore, World.undo, World.redo, World.settle),
    (World.add_school, World.undo, World.redo, World.settle),
)
"""Few kinds of acts, so that they meet more often."""


# --- Histories ----------------------------------------------------------------------------------------


def finish(world: World, deliveries: int) -> int:
    """Everybody gets everything, again and again in other orders; all must show the same."""
    rng = world.rng
    pool: dict[str, Change] = {change.hash: change for copy in world.copies for change in copy.everything()}
    latest = list(pool.values())
    behind = min(world.copies, key=lambda copy: len(copy.journal)) if rng.random() < 0.5 else rng.choice(world.copies)
    snapshot = behind.snapshot() if rng.random() < 0.5 else None
    for copy in world.copies:
        copy.receive(rng.sample(latest, len(latest)))
    expected = world.copies[0].canonical()
    for copy in world.copies[1:]:
        require(copy.canonical() == expected, "copies agree")
    world.check(world.copies[0])
    originals = list(world.log.values())
    for n in range(deliveries):
        if snapshot and n < 2:
            copy, reach = Copy.from_snapshot("z", snapshot), snapshot["reach"]
            order = [change for change in originals if change.id[2] > reach.get(change.origin, 0)]
            order += rng.choices(originals, k=rng.choice((0, 2)))
            rng.shuffle(order)
        else:
            copy = Copy("z")
            if rng.random() < 0.8:
                copy.receive(world.base)
            order = rng.sample(originals, len(originals))
        if rng.random() < 0.5 and order:
            order += rng.choices(order, k=3)
        while order:
            size = rng.randint(1, 4)
            copy.receive(order[:size])
            if rng.random() < 0.1:
                copy.hear("a", world.copies[0].reach)
            del order[:size]
        if copy.canonical() != expected:
            require(False, "a late copy agrees", "from a snapshot" if snapshot and n < 2 else "")
        if not (snapshot and n < 2):
            world.check_nothing_lost(copy)
    return deliveries + len(world.copies)


def small(seed: int) -> tuple[int, str]:
    """A small history of two or three copies."""
    rng = random.Random(seed)
    chance = rng.random()
    if chance < 0.06:
        return forked(rng), "forked"
    if chance < 0.14:
        return scoped(rng), "scoped"
    world = World(rng, rng.choice((2, 2, 3)))
    for _ in range(rng.randint(3, 9)):
        world.act(rng.choice(world.copies))
        if rng.random() < 0.4:
            world.deliver(*rng.sample(world.copies, 2))
    return finish(world, 12), "plain"


def long(seed: int) -> tuple[int, str]:
    """A long history of three to six copies."""
    rng = random.Random(seed)
    world = World(rng, rng.randint(3, 6), classes=2)
    for _ in range(rng.randint(40, 90)):
        world.act(rng.choice(world.copies))
        for _ in range(rng.choice((0, 0, 1, 2))):
            world.deliver(*rng.sample(world.copies, 2))
    for copy in world.copies:
        for other in world.copies:
            copy.hear(other.device, other.reach)
        missing = sum(one["missing"] for one in copy.whose_work().values())
        known = {change.id for other in world.copies for change in other.journal.values()}
        waiting = {id for id in copy.waiting} - known
        require(missing >= len(known - copy.journal.keys()) and bool(missing) == bool(known - copy.journal.keys() or waiting),
                "what is missing is known", missing)
    return finish(world, 3), "long"


def forked(rng: random.Random) -> int:
    """Two machines write under one identity: a copied register that did not begin a new epoch."""
    world = World(rng, 2)
    world.act(world.copies[1])
    one, other = world.copies[1], Copy("b", clock=lambda: NOW + rng.randint(-9, 9))
    other.receive(one.everything())
    other.own |= one.own
    world.copies.append(other)
    for _ in range(rng.randint(2, 6)):
        copy = rng.choice(world.copies)
        world.act(copy)
        if rng.random() < 0.2:
            third = world.copies[0]
            if copy is not third:
                third.receive(copy.everything())
    written = {change.hash: change for change in world.log.values() if change.id[0] == "b"}
    ids = Counter(change.id for change in written.values())
    fork = min((id[2] for id, count in ids.items() if count > 1), default=None)

    def spread() -> None:
        everything = [change for copy in world.copies for change in copy.everything()]
        for copy in world.copies:
            copy.receive(rng.sample(everything, len(everything)))

    spread()
    for copy in world.copies:
        world.check_erased(copy)
    if fork is not None:
        void = {hash for hash, change in written.items() if change.id[2] >= fork}
        for copy in world.copies:
            require({hash for _, hash in copy.quarantine} == void, "both sides of a fork are put aside", void)
        again = one.rehome("d")
        twin = {change.hash for change in other.quarantine.values()} - {c.hash for c in one.quarantine.values()
                                                                       if c.hash in one.own}
        require(twin <= other.own, "who wrote what is known")
        again += other.rehome("e")
        spread()
        spread()
        told = Counter((change.kind, tuple((op.row, op.field, tuple(op.cells)) for op in change.ops)) for change in again)
        before = Counter((change.kind, tuple((op.row, op.field, tuple(op.cells)) for op in change.ops))
                         for hash, change in written.items() if hash in void)
        require(not before - told, "what was put aside comes back under new names", told, before)
        for copy in world.copies:
            require(all(copy.journal.get(change.id) for change in again), "it is everywhere")
    expected = world.copies[0].canonical()
    for copy in world.copies[1:]:
        require(copy.canonical() == expected, "copies agree after a fork")
    everything = world.copies[0].everything()
    for _ in range(4):
        copy = Copy("z")
        copy.receive(rng.sample(everything, len(everything)))
        require(copy.canonical() == expected, "a late copy agrees after a fork")
    world.check_students(world.copies[0].state())
    return 7


def scoped(rng: random.Random) -> int:
    """A teacher's copy holds one class of two, and sends back what the teacher did, and what it should not."""
    world = World(rng, 2, classes=2)
    lead, second = world.copies
    world.write(lead, "grant", ("create", "grant", "grant", {"device": "t", "class": "class0"}))
    teacher = Copy("t", clock=lambda: NOW + rng.choice((0, TEN_YEARS)))

    def send() -> None:
        bundle = Copy.excerpt(lead.everything(), lead.scope(["class0"]))
        teacher.receive(rng.sample(bundle, len(bundle)))

    send()
    sent: list[Change] = []
    forbidden: set[ChangeId] = set()
    for _ in range(rng.randint(2, 7)):
        what = rng.random()
        if what < 0.4:
            session, student = f"s0{rng.choice('12')}", rng.choice(("p01", "p02"))
            row, mark = f"m:{session}:{student}", rng.choice(("P", "U", "L15"))
            wish = ("set", row, "mark", mark) if row in teacher.entity_of else (
                "create", "attendance", row, {"session": session, "student": student, "mark": mark})
            if change := world.write(teacher, "mark_set", wish):
                sent.append(change)
        elif what < 0.55:
            wish = rng.choice((("create", "attendance", world.new("m"), {"session": "s11", "student": "p11", "mark": "P"}),
                               ("set", "p01", "given", "«bad»"), ("set", "class0", "name", "bad"),
                               ("create", "grant", world.new("grant"), {"device": "t", "class": "class1"})))
            if change := world.write(teacher, "bad", wish):
                sent.append(change)
                forbidden.add(change.id)
        elif what < 0.75:
            world.act(rng.choice((lead, second)))
        elif what < 0.85:
            world.write(lead, "guest_added", ("create", "enrolment", world.new("eg"),
                                              {"student": "p11", "class": "class0", "guest": 1}))
        else:
            send()
        if rng.random() < 0.3:
            second.receive(lead.bundle(second.reach))
            lead.receive(second.bundle(lead.reach))
    for copy in (lead, second):
        copy.receive(rng.sample(sent, len(sent)))
    for copy, other in ((lead, second), (second, lead)):
        copy.receive(other.everything())
    require(lead.canonical() == second.canonical(), "leads agree")
    require(set(lead.refused) >= forbidden, "what is out of scope is refused", forbidden, lead.refused)
    require(set(lead.refused) <= forbidden, "what is in scope is taken", lead.refused)
    for change in sent:
        require(lead.journal[change.id].hash == change.hash, "a teacher's work is there", change)
    send()
    text = repr([change for change in teacher.everything() if change.id[0] != "t"])
    for secret in ("«b01»", "«e01»", "«b11»", "«e11»"):
        require(secret not in text, "a teacher does not get what teachers don't see", secret)
    if "eg" not in text and not any(row in text for row in ("m:s01:p11", "m:s02:p11")) and "'p11'" not in text:
        require("«g11»" not in text, "nor students of other classes")
    expected = lead.state()
    got = teacher.state()
    for row, shown in got["rows"].items():
        if shown["entity"] == "attendance" and row in expected["rows"] and not forbidden:
            require(shown == expected["rows"][row], "a teacher and a lead see the same mark", shown, expected["rows"][row])
    late = Copy("t2")
    bundle = Copy.excerpt(lead.everything(), lead.scope(["class0"]))
    late.receive(rng.sample(bundle, len(bundle)))
    if not forbidden:
        mine, fresh = teacher.state(), late.state()
        for row in fresh["rows"]:
            require(mine["rows"].get(row) == fresh["rows"][row], "a copy that grew is as one that began later",
                    row, mine["rows"].get(row), fresh["rows"][row])
    require(all(change.holds() for change in teacher.everything()), "hashes hold also where values are withheld")
    sees = lead.scope(["class0"])
    teacher.narrow(sees, lead.reach)
    require(all(change.holds() for change in teacher.everything()), "hashes hold also where values were forgotten")
    if not forbidden:
        require({row for row, shown in teacher.state()["rows"].items()} >= late.state()["rows"].keys(),
                "only what is out of scope is forgotten")
    teacher.receive([*Copy.excerpt(lead.everything(), sees), *sent])
    if not forbidden:
        for row, shown in late.state()["rows"].items():
            require(teacher.state()["rows"][row] == shown, "what was forgotten can come again", row)
    return 4


# --- Running ------------------------------------------------------------------------------------------


def chunk(job: tuple[str, int, int]) -> tuple[int, Counter]:
    kind, start, count = job
    run = small if kind == "small" else long
    done, kinds = 0, Counter()
    for seed in range(start, start + count):
        try:
            number, which = run(seed)
        except Exception as failure:
            raise Broken(f"seed {seed}: {type(failure).__name__}: {failure}") from failure
        done += number
        kinds[which] += 1
    return done, kinds


def campaign(kind: str, wanted: int, workers: int, seed: int) -> None:
    """Runs histories until there are enough: deliveries of small ones, long ones themselves."""
    began, done, kinds = time.monotonic(), 0, Counter()
    size, enough = (100, lambda: done >= wanted) if kind == "small" else (10, lambda: sum(kinds.values()) >= wanted)
    with Pool(workers) as pool:
        while not enough():
            jobs = [(kind, seed + n * size, size) for n in range(8 * workers)]
            seed += size * len(jobs)
            for number, which in pool.imap_unordered(chunk, jobs):
                done, kinds = done + number, kinds + which
    minutes = (time.monotonic() - began) / 60
    print(f"{kind}: {sum(kinds.values())} histories {dict(kinds)}, {done} deliveries, {minutes:.1f} min, "
          f"{done / minutes:.0f} deliveries/min with {workers} processes; all held")


MUTATIONS = (
    "older_stamp_dropped", "last_arrived_shows", "conflict_hidden", "equal_values_conflict", "one_parent",
    "second_creation_ignored", "unit_torn", "removal_wins", "stamps_decide_removal", "revoking_taken_back",
    "circle_kept", "duplicates_counted", "undo_ignores_others", "gap_skipped", "heard_adopted", "fork_ignored",
    "late_not_erased", "creation_not_erased", "waiting_not_erased", "stamps_decide_erasure",
    "snapshot_without_named", "left_out_rises", "scope_leak", "out_of_scope_accepted",
    "removal_set_back_names_one_field", "removal_restores_what_was_replaced",
)


def mutation(name: str) -> tuple[str, Optional[int], str]:
    """The first history that catches a mistake; every eighth small one is followed by a long one."""
    model.BUGS.add(name)
    try:
        for seed in range(6000):
            try:
                small(seed)
                if seed % 8 == 0:
                    long(seed)
            except Exception as caught:
                return name, seed + 1, f"{type(caught).__name__}: {str(caught)[:70]}"
    finally:
        model.BUGS.discard(name)
    return name, None, "not caught"


def main() -> int:
    what = sys.argv[1] if len(sys.argv) > 1 else "small"
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
    workers = int(os.environ.get("WORKERS", "2"))
    if what == "mutations":
        with Pool(workers) as pool:
            results = list(pool.imap(mutation, MUTATIONS))
        for name, seed, how in results:
            print(f"{name:26} {'caught by history ' + str(seed) if seed else 'MISSED':24} {how}")
        return int(any(seed is None for _, seed, _ in results))
    campaign(what, wanted, workers, int(os.environ.get("SEED", "0")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
