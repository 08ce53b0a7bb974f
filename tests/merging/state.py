"""What a copy shows: rows, conflicts, what is pending, and the figures.

Everything here is worked out from the heads (`Copy.effective`, `Copy.removal`) and from nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any, Optional

from model import BUGS, FIELDS, FROZEN, PROTECTION, REFERENCES, USES, Copy, Hidden, op_name


def state_of(copy: Copy) -> dict[str, Any]:
    shown = State(copy)
    return {
        "rows": shown.rows,
        "conflicts": sorted(shown.conflicts, key=lambda conflict: (conflict["kind"], str(conflict))),
        "pending": sorted(shown.pending),
        "joined": {row: end for row, end in shown.survivors.items() if row != end},
        "protected": shown.protected,
        "refused": {"/".join(map(str, id)): reason for id, reason in sorted(copy.refused.items())},
        "quarantine": sorted("/".join(map(str, id)) for id, _ in copy.quarantine),
        "figures": shown.figures,
    }


class State:
    def __init__(self, copy: Copy):
        self.copy = copy
        self.rows: dict[str, dict[str, Any]] = {}
        self.conflicts: list[dict[str, Any]] = []
        self.pending: set[str] = set()
        self.live: dict[str, list[str]] = defaultdict(list)
        for row in sorted(copy.entity_of):
            self._read(row)
        self._refer()
        self.survivors = self._survivors()
        self._note_used()
        self._note_marks()
        self._note_ledger()
        self._note_people()
        self._note_duplicates()
        self.figures = self._figures()

    def note(self, kind: str, rows: list[str], **more: Any) -> None:
        self.conflicts.append({"kind": kind, "rows": sorted(rows), **more})

    def value(self, row: str, name: str) -> Any:
        return self.rows[row].get(name) if row in self.rows else None

    def is_live(self, row: Optional[str]) -> bool:
        return row in self.rows and not self.rows[row]["deleted"]

    # -- Field by field (rule 1)

    def _read(self, row: str) -> None:
        copy, entity = self.copy, self.copy.entity_of[row]
        if not copy.creations.get(row):
            if any(name != "erased" for name in copy.edits.get(row, {})):
                self.pending.add(row)
            return
        ledger = entity in FROZEN
        removed, conflict, ops = (False, None, []) if ledger else copy.removal(row)
        if conflict and not removed:
            self.note(conflict, [row], ops=[op_name(op) for op in ops])
        if ledger:
            self._note_frozen(row, entity)
        shown: dict[str, Any] = {"entity": entity, "deleted": removed}
        edits = copy.edits.get(row, {})
        names = {name for creation in copy.creations[row].values() for name in creation.cells} | edits.keys()
        for name in FIELDS[entity]:
            if name not in names:
                continue
            if ledger and name not in FROZEN[entity]:
                heads = list(copy.creations[row].values())
            else:
                heads = copy.effective(row, name)
            if (entity, name) in (("certificate", "revoked_on"), ("certificate", "reason")):
                shown[name] = self._revoked(row, name)
                continue
            op = heads[0] if len(heads) == 1 else copy.shown(row, name)
            value = op.value(name)
            if isinstance(value, Hidden):
                if value.why == "withheld":
                    continue
                value = None
            shown[name] = value
            if removed or len(heads) < 2 or entity == "certificate" and name in ("name", "content", "code"):
                continue
            values = [head.value(name) for head in heads]
            values = [None if isinstance(one, Hidden) else one for one in values]
            noisy = "equal_values_conflict" in BUGS
            if "conflict_hidden" not in BUGS and (noisy or any(one != values[0] for one in values)):
                self.note("field", [row], field=name, shown=op_name(op.id),
                          heads=[op_name(head.id) for head in sorted(heads, key=lambda head: head.id)])
        self.rows[row] = shown
        if not removed:
            self.live[entity].append(row)

    def _revoked(self, row: str, name: str) -> Any:
        """Revoking is final: of all revocations ever made, the one of the earliest day holds, whole."""
        made = [op for op in self.copy.edits.get(row, {}).get("revoked_on", {}).values()
                if op.value("revoked_on") is not None]
        if "revoking_taken_back" in BUGS:
            named = self.copy.named.get((row, "revoked_on"), ())
            made = [op for op in made if op.id not in named]
        if not made:
            return None
        first = min(made, key=lambda op: (op.value("revoked_on"), op.id))
        if name == "revoked_on":
            return first.value("revoked_on")
        reasons = self.copy.edits.get(row, {}).get("reason", {}).values()
        return next((op.value("reason") for op in reasons if op.id[:3] == first.id[:3]), None)

    def _note_frozen(self, row: str, entity: str) -> None:
        ops = [op.id for name, edits in self.copy.edits.get(row, {}).items() if name not in FROZEN[entity]
               for op in edits.values()]
        if ops:
            self.note("ledger_is_frozen", [row], ops=[op_name(op) for op in sorted(ops)])

    # -- References

    def _refer(self) -> None:
        for row, shown in self.rows.items():
            for name in REFERENCES.get(shown["entity"], {}):
                target = shown.get(name)
                if target is not None and target not in self.rows:
                    self.pending.add(target)

    def _survivors(self) -> dict[str, str]:
        """For each student the one that remains. In a circle it is the one with the least uid."""
        into = {row: target for row in self.live["student"]
                if (target := self.value(row, "merged_into")) is not None and self.is_live(target)}
        if "circle_kept" not in BUGS:
            for row in sorted(into):
                path = [row]
                while (after := into.get(path[-1])) is not None and after not in path:
                    path.append(after)
                if after is not None:
                    circle = path[path.index(after):]
                    self.note("joined_in_circle", circle)
                    del into[min(circle)]
        survivors = {}
        for row in self.live["student"]:
            end = row
            for _ in range(len(into) + 1):
                end = into.get(end, end)
            survivors[row] = end
        return survivors

    # -- Conflicts between rows (rule 1.6 and on)

    def _note_used(self) -> None:
        """Live rows that point at a row somebody removed without knowing of them."""
        used: dict[str, list[str]] = defaultdict(list)
        for entity in USES:
            for row in self.live[entity]:
                if entity == "attendance" and self.value(row, "mark") is None:
                    continue
                for name in REFERENCES[entity]:
                    target = self.value(row, name)
                    if target in self.rows and self.rows[target]["deleted"]:
                        used[target].append(row)
        for target, rows in used.items():
            self.note("removed_but_used", [target], by=sorted(set(rows)))

    def _note_marks(self) -> None:
        self.places: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.live["enrolment"]:
            student = self.survivors.get(self.value(row, "student"))
            if student is not None and self.is_live(self.value(row, "class")):
                self.places[student, self.value(row, "class")].append(row)
        for row in self.live["attendance"]:
            session, student = self.value(row, "session"), self.value(row, "student")
            if self.value(row, "mark") is None or not self.is_live(session) or not self.is_live(student):
                continue
            if self.value(session, "status") == "cancelled":
                self.note("mark_at_cancelled_session", [row])
            room = self.value(session, "class")
            if self.is_live(room) and (self.survivors[student], room) not in self.places:
                self.note("mark_outside_class", [row])

    def _note_ledger(self) -> None:
        certificates = self.live["certificate"]
        replaced: dict[str, list[str]] = defaultdict(list)
        valid: dict[tuple, list[str]] = defaultdict(list)
        serials: dict[tuple, list[str]] = defaultdict(list)
        for row in certificates:
            if (old := self.value(row, "replaces")) is not None:
                replaced[old].append(row)
        for row in certificates:
            letters = self.value(self.value(row, "series"), "letters")
            if letters is not None:
                serials[self.value(row, "year"), letters, self.value(row, "number")].append(row)
            if self.value(row, "revoked_on") is None and row not in replaced:
                student = self.value(row, "student")
                student = self.survivors.get(student, student)
                valid[student, self.value(row, "class"), self.value(row, "kind")].append(row)
        for old, new in replaced.items():
            if len(new) > 1:
                self.note("reissued_twice", [old], by=sorted(new))
            if self.value(old, "revoked_on") is not None:
                self.note("revoked_and_reissued", [old], by=sorted(new))
        self._note_several("issued_twice", valid)
        self._note_several("same_serial", serials)

    def _note_several(self, kind: str, groups: dict[Any, list[str]]) -> None:
        for rows in groups.values():
            if len(rows) > 1:
                self.note(kind, rows)

    def _note_people(self) -> None:
        """Who is protected: a person is as soon as one of the joined rows is. Two may have got one alias."""
        self.protected: dict[str, Optional[str]] = {}
        aliases: dict[str, list[str]] = defaultdict(list)
        for row in self.live["student"]:
            if PROTECTION.get(self.value(row, "protection"), 0):
                end = self.survivors[row]
                alias = self.value(end, "alias") or self.protected.get(end) or self.value(row, "alias")
                self.protected[end] = alias
        for end, alias in self.protected.items():
            aliases[alias or ""].append(end)
        self._note_several("same_alias", {alias: rows for alias, rows in aliases.items() if alias})

    def _note_duplicates(self) -> None:
        """Possible duplicates, never errors: what two people may have made independently under two uids."""
        def folded(row: str, name: str) -> str:
            return " ".join(str(self.value(row, name) or "").split()).casefold()

        groups: dict[tuple, list[str]] = defaultdict(list)
        for row in self.live["class"]:
            groups["class", self.value(row, "school"), folded(row, "name"), self.value(row, "course"),
                   self.value(row, "term")].append(row)
        for row in self.live["session"]:
            groups["session", self.value(row, "class"), self.value(row, "number")].append(row)
        for key, rows in groups.items():
            if len(rows) > 1:
                self.note(f"possible_duplicate_{key[0]}", rows)
        apart = {frozenset((self.value(row, "student"), self.value(row, "other")))
                 for row in self.live["not_same"]}
        people: dict[tuple, list[str]] = defaultdict(list)
        for row in self.live["student"]:
            if self.survivors[row] == row and folded(row, "given") + folded(row, "family"):
                people[folded(row, "given"), folded(row, "family"), self.value(row, "birth_date")].append(row)
        for rows in people.values():
            for pair in combinations(rows, 2):
                if frozenset(pair) not in apart:
                    self.note("possible_duplicate_student", list(pair))

    # -- The figures

    def _figures(self) -> dict[str, Any]:
        """Each student in one place a course: enrolled, started, completed."""
        figures: dict[str, Any] = {}
        plans = {room: self._plan(room) for room in self.live["class"]}
        marks: dict[tuple[str, str], int] = {}
        for row in self.live["attendance"]:
            mark, session = self.value(row, "mark"), self.value(row, "session")
            student = self.survivors.get(self.value(row, "student"))
            if mark and student and self.is_live(session):
                minutes = self.value(session, "minutes")
                there = minutes if mark == "P" else max(0, minutes - int(mark[1:])) if mark[0] == "L" else -1
                marks[student, session] = max(there, marks.get((student, session), -1))
        for course in self.live["course"]:
            students: dict[str, dict[str, Any]] = {}
            for student in sorted({student for student, room in self.places
                                   if self.value(room, "course") == course}):
                rooms = sorted(room for owner, room in self.places
                               if owner == student and self.value(room, "course") == course)
                students[student] = self._judge(course, student, [plans[room] for room in rooms], marks)
            if "duplicates_counted" in BUGS:
                for row in self.live["student"]:
                    if self.survivors[row] in students and any(
                            self.value(place, "student") == row for place in self.live["enrolment"]):
                        students[row] = students[self.survivors[row]]
            figures[course] = {
                "students": students,
                "enrolled": len(students),
                "started": sum(one["started"] for one in students.values()),
                "completed": sum(one["counts"] for one in students.values()),
            }
        return figures

    def _plan(self, room: str) -> dict[tuple[int, int], tuple[str, int]]:
        """The sessions that are not cancelled, by number and which of that number it is: by date, then uid."""
        sessions = [row for row in self.live["session"]
                    if self.value(row, "class") == room and self.value(row, "status") != "cancelled"]
        sessions.sort(key=lambda row: (self.value(row, "number"), self.value(row, "date") or "9999", row))
        plan: dict[tuple[int, int], tuple[str, int]] = {}
        for row in sessions:
            number = self.value(row, "number")
            nth = sum(1 for slot in plan if slot[0] == number)
            plan[number, nth] = (row, self.value(row, "minutes"))
        return plan

    def _judge(self, course: str, student: str, plans: list[dict], marks: dict) -> dict[str, Any]:
        best: dict[tuple[int, int], int] = {}
        for plan in plans:
            for slot, (session, _) in plan.items():
                there = marks.get((student, session), -1)
                if there >= 0 and self.value(session, "status") == "held":
                    best[slot] = max(there, best.get(slot, -1))
        kind, value = self.value(course, "rule_kind"), self.value(course, "rule_value")
        counts, most, started = False, 0, False
        for plan in plans:
            got = [min(best[slot], minutes) for slot, (_, minutes) in plan.items() if slot in best]
            planned, attended = sum(minutes for _, minutes in plan.values()), sum(got)
            most, started = max(most, attended), started or bool(got)
            if planned:
                counts |= {"share": attended * 100 >= planned * value, "sessions": len(got) >= value,
                           "minutes": attended >= value, "started": bool(got)}[kind]
        return {"attended": most, "started": started, "counts": counts}
