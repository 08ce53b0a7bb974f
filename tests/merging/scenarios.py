"""Named scenarios, played on the model and written as vectors that any implementation can read.

    python3 scenarios.py        writes vectors.json beside this file
"""

from __future__ import annotations

import json
import random
import sys
import uuid
from hashlib import sha256
from pathlib import Path
from typing import Any, Callable, Optional

from model import DAY, PERSONAL, Change, Copy, Hidden, Refused

NOW = 1_795_000_000_000 << 16


def uid(name: str) -> str:
    """A derived identity: UUID version 8 of a SHA-256, as the register makes them."""
    digest = bytearray(sha256(f"kursliggaren:{name}".encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(digest)))


def mark_uid(session: str, student: str) -> str:
    return uid(f"attendance:{session}:{student}")


class Play:
    """A scenario: copies by name, what they do, and what is to be seen in the end."""

    def __init__(self, name: str, about: str):
        self.name, self.about = name, about
        self.labels: dict[str, str] = {}
        self.written: list[Change] = []
        self.asked: list[dict[str, Any]] = []
        self.excerpt: Optional[dict[str, Any]] = None
        self.clock = NOW
        self.copies: dict[str, Copy] = {}
        self.copy("lead")
        self.start()

    def copy(self, name: str, skew: int = 0) -> Copy:
        copy = self.copies[name] = Copy(self.id(f"device {name}"), clock=lambda: self.clock + skew)
        copy.receive(self.written)
        return copy

    def id(self, label: str) -> str:
        self.labels[uid(label)] = label
        return uid(label)

    def mark_id(self, session: str, student: str) -> str:
        row = mark_uid(self.id(session), self.id(student))
        self.labels[row] = f"mark {session} {student}"
        return row

    def start(self) -> None:
        i = self.id
        self.do("lead", "register_created",
                ("create", "course", i("course"), {"name": "Kurs", "rule_kind": "share", "rule_value": 50}),
                ("create", "school", i("school"), {"name": "Skolan", "unit_code": "12345678"}))
        self.do("lead", "class_added",
                ("create", "class", i("class"), {"school": i("school"), "course": i("course"), "name": "SA18B",
                                                 "term": "HT26"}),
                *(("create", "session", i(f"session {n}"), {
                    "class": i("class"), "number": n, "minutes": 60, "status": "planned", "date": f"2026-09-0{n}"})
                  for n in (1, 2)))
        for n, (given, family) in enumerate((("Anna", "Ek"), ("Bo", "Lind")), 1):
            self.do("lead", "student_added", self.student(f"student {n}", given, family), self.place(f"student {n}"))

    def student(self, label: str, given: str, family: str, **more: Any) -> tuple:
        return ("create", "student", self.id(label), {"given": given, "family": family, "protection": "none", **more})

    def place(self, student: str, room: str = "class", label: Optional[str] = None) -> tuple:
        return ("create", "enrolment", self.id(label or f"place {student} {room}"),
                {"student": self.id(student), "class": self.id(room), "guest": 0})

    def mark(self, session: str, student: str, mark: str) -> tuple:
        return ("create", "attendance", self.mark_id(session, student),
                {"session": self.id(session), "student": self.id(student), "mark": mark})

    def certificate(self, label: str, copy: str, student: str, number: int, **more: Any) -> list[tuple]:
        device = self.copies[copy].device
        series = self.id(f"series {copy}")
        make = [] if series in self.copies[copy].entity_of else [("create", "series", series, {
            "letters": more.pop("letters", copy[:2].upper()), "device": device, "epoch": 1})]
        return [*make, ("create", "certificate", self.id(label), {
            "series": series, "year": 2026, "number": number, "kind": "participation", "student": self.id(student),
            "class": self.id("class"), "content": "Intyg", "name": f"Namnet på {student}", **more})]

    def held(self, session: str) -> tuple:
        return ("set", self.id(session), "status", "held")

    def set(self, label: str, name: str, value: Any) -> tuple:
        return ("set", self.id(label), name, value)

    def remove(self, label: str) -> tuple:
        return ("remove", self.id(label))

    def protect(self, student: str, alias: str = "Elev 1", act: str = "erasure 1") -> list[tuple]:
        return [("erase", self.id(act), [self.id(student)]), self.set(student, "protection", "confidential"),
                self.set(student, "alias", alias)]

    def do(self, copy: str, kind: str, *wishes: tuple, **more: Any) -> Change:
        self.clock += 1 << 16
        change = self.copies[copy].write(kind, *wishes, **more)
        self.written.append(change)
        return change

    def two(self, skew: int = 0) -> None:
        """Another copy, with everything so far."""
        self.copy("other", skew)

    def meet(self, *names: str) -> None:
        """These copies, or all, exchange everything."""
        copies = [self.copies[name] for name in names or self.copies]
        everything = [change for copy in copies for change in copy.everything()]
        for copy in copies:
            copy.receive(everything)

    def ask(self, copy: str, what: str, change: Change, expect: str) -> None:
        """Undo or redo on a copy that has everything written so far by it and told to it."""
        held = {origin: seq for origin, seq in self.copies[copy].reach.items()}
        act = getattr(self.copies[copy], what)
        self.clock += 1 << 16
        try:
            done = act(change.id)
            self.written.append(done)
            answer, ops = "done", done
        except Refused as refused:
            answer, ops = refused.reason, None
        assert answer == expect, (self.name, answer, expect)
        self.asked.append({"copy": self.copies[copy].device, "holds": reach_json(held), "do": what,
                           "change": change_id_json(change.id), "wish": None, "answer": answer,
                           "writes": change_json(ops) if ops else None})

    def ask_write(self, copy: str, *wish: Any) -> None:
        """Writes, and keeps what ops that makes."""
        held = dict(self.copies[copy].reach)
        change = self.do(copy, "edited", wish)
        self.asked.append({"copy": self.copies[copy].device, "holds": reach_json(held), "do": "write",
                           "change": None, "wish": list(wish), "answer": "done", "writes": change_json(change)})


def reach_json(reach: dict) -> list[dict[str, Any]]:
    return [{"device": device, "epoch": epoch, "seq": seq} for (device, epoch), seq in sorted(reach.items())]


def op_id_json(id: Optional[tuple]) -> Optional[dict[str, Any]]:
    return None if id is None else {"device": id[0], "epoch": id[1], "seq": id[2], "index": id[3]}


def change_id_json(id: Optional[tuple]) -> Optional[dict[str, Any]]:
    return None if id is None else {"device": id[0], "epoch": id[1], "seq": id[2]}


def cell_json(value: Any) -> Any:
    return {"hidden": value.why} if isinstance(value, Hidden) else value


def change_json(change: Change) -> dict[str, Any]:
    return {
        **change_id_json(change.id), "stamp": change.stamp, "kind": change.kind,
        "undoes": change_id_json(change.undoes), "redoes": change_id_json(change.redoes),
        "voids": [{"device": d, "epoch": e, "from_seq": s} for d, e, s in change.voids],
        "ops": [None if op is None else {
            "entity": op.entity, "row": op.row, "field": op.field,
            "values": {name: cell_json(value) for name, value in op.cells.items()},
            "parents": [op_id_json(parent) for parent in op.parents], "restores": op_id_json(op.restores),
            "pseudonym": op.pseudonym, "aware": list(op.aware)} for op in change.ops],
    }


SCENARIOS: list[tuple[str, str, Callable[[Play], Any]]] = []


def scenario(about: str):
    def keep(play):
        SCENARIOS.append((play.__name__, about, play))
        return play
    return keep


# --- Field by field ------------------------------------------------------------------------------------


@scenario("One edits the name, another the term of a class: both hold, nobody is asked.")
def different_fields_join(p):
    p.two()
    p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.do("other", "class_edited", p.set("class", "term", "VT27"))


@scenario("A class is renamed on both: the greater stamp shows, both stand in a conflict.")
def same_field_conflicts(p):
    p.two()
    p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.do("other", "class_edited", p.set("class", "name", "SA18D"))


@scenario("A class gets the same new name on both: no conflict.")
def equal_edits_join(p):
    p.two()
    p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.do("other", "class_edited", p.set("class", "name", "SA18C"))


@scenario("After an exchange somebody decides; the op names all heads, and the conflict is over everywhere.")
def conflict_is_settled(p):
    same_field_conflicts(p)
    p.meet()
    p.ask_write("other", *p.set("class", "name", "SA18C"))


@scenario("Two people settle a conflict differently at once: it is a conflict again, of the two decisions.")
def conflict_settled_twice(p):
    same_field_conflicts(p)
    p.meet()
    p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.do("other", "class_edited", p.set("class", "name", "SA18E"))


@scenario("A later edit by somebody who knew replaces, even with a much lower stamp.")
def parents_beat_stamps(p):
    p.two(skew=-3650 * DAY)
    p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.meet()
    p.do("other", "class_edited", p.set("class", "name", "SA18D"))


@scenario("A clock ten years ahead: its value shows among equals, nothing else changes.")
def clock_ten_years_ahead(p):
    p.two(skew=3650 * DAY)
    p.do("other", "class_edited", p.set("class", "name", "SA18D"))
    p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.meet()
    p.do("lead", "session_edited", p.set("session 1", "date", "2026-10-01"))


@scenario("Equal stamps: the greater device, then epoch, seq and index decide.")
def equal_stamps(p):
    p.two()
    p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.clock -= 1 << 16
    p.do("other", "class_edited", p.set("class", "name", "SA18D"))


@scenario("Three copies, three names: one conflict with three sides.")
def three_sides(p):
    p.two()
    p.copy("third")
    for n, copy in enumerate(("lead", "other", "third")):
        p.do(copy, "class_edited", p.set("class", "name", f"SA{n}"))


@scenario("A third copy knew two of three sides and settled them: the unseen side stays.")
def settled_without_the_third(p):
    three_sides(p)
    p.meet("lead", "other")
    p.do("lead", "class_edited", p.set("class", "name", "SA1"))


@scenario("An op arrives before the op it replaces, by way of a third copy.")
def child_before_parent(p):
    p.two()
    p.copy("third")
    p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.meet("lead", "other")
    p.do("other", "class_edited", p.set("class", "name", "SA18D"))


@scenario("An op and its successor arrive long before the op they both came after, which must not rise again.")
def grandchild_before_parent(p):
    p.two()
    p.copy("third")
    p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.meet("lead", "other")
    child = p.do("other", "class_edited", p.set("class", "name", "SA18D"))
    p.copies["third"].receive([child])
    p.do("third", "class_edited", p.set("class", "name", "SA18E"))


@scenario("A session is moved on both: date and time are shown from one of them, never mixed.")
def session_moved_on_both(p):
    p.two()
    p.do("lead", "session_edited", p.set("session 1", "date", "2026-10-01"), p.set("session 1", "starts_at", "08:00"))
    p.ask_write("other", *p.set("session 1", "starts_at", "13:00"))


@scenario("One changes the rule's number, another its kind: the rule is one of the two, whole.")
def rule_is_a_unit(p):
    p.two()
    p.do("other", "rule_changed", p.set("course", "rule_kind", "sessions"), p.set("course", "rule_value", 2))
    p.do("lead", "rule_changed", p.set("course", "rule_value", 75))


@scenario("One moves a session while another cancels it: different units, both hold.")
def moved_and_cancelled(p):
    p.two()
    p.do("lead", "session_edited", p.set("session 1", "date", "2026-10-01"))
    p.do("other", "session_cancelled", p.set("session 1", "status", "cancelled"), p.set("session 1", "reason", "Snö"))


# --- The same row made twice ---------------------------------------------------------------------------


@scenario("Two teachers give the same mark: one row, no conflict.")
def same_mark_twice(p):
    p.two()
    for copy in ("lead", "other"):
        p.do(copy, "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "P"))


@scenario("Two teachers give different marks: one row, a conflict.")
def different_marks(p):
    p.two()
    p.do("lead", "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "P"))
    p.do("other", "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "U"))


@scenario("Both marked P, then one corrected to U: the other's own P still stands against it.")
def corrected_mark_against_a_witness(p):
    same_mark_twice(p)
    p.do("lead", "mark_set", ("set", p.mark_id("session 1", "student 1"), "mark", "U"))


@scenario("A mark is undone where it was made; the other's mark of the same student stands alone.")
def undone_mark_leaves_the_other(p):
    p.two()
    mine = p.do("lead", "mark_set", p.mark("session 1", "student 1", "P"))
    p.do("other", "mark_set", p.mark("session 1", "student 1", "U"))
    p.ask("lead", "undo", mine, "done")


@scenario("A mark was made on both; after the exchange undo of one's own is refused.")
def undo_of_a_mark_made_twice(p):
    p.two()
    mine = p.do("lead", "mark_set", p.mark("session 1", "student 1", "P"))
    p.do("other", "mark_set", p.mark("session 1", "student 1", "P"))
    p.meet()
    p.ask("lead", "undo", mine, "made_by_others_too")


@scenario("A school is added on both with other particulars: one row, a conflict in the field that differs.")
def school_added_twice(p):
    p.two()
    for copy, name in (("lead", "Norra skolan"), ("other", "Norra gymnasiet")):
        p.do(copy, "school_added", ("create", "school", p.id("school 2"), {"name": name, "unit_code": "2", "kind": "upper"}))


@scenario("A template's school was made in both registers and renamed in one: the old first value is no opinion.")
def template_value_is_no_opinion(p):
    p.two()
    for copy in ("lead", "other"):
        p.do(copy, "school_added", ("create", "school", p.id("school 2"), {"name": "Norra", "unit_code": "2"}))
    p.do("lead", "school_edited", p.set("school 2", "name", "Norra gymnasiet"))


@scenario("The same class is made on both under two uids: a possible duplicate, no error.")
def class_made_twice(p):
    p.two()
    for n, copy in enumerate(("lead", "other")):
        p.do(copy, "class_added", ("create", "class", p.id(f"class made {n}"), {
            "school": p.id("school"), "name": ("TE20", "te20 ")[n], "course": p.id("course"), "term": "HT26"}))


@scenario("The same student is imported on both: a possible duplicate, counted twice until joined.")
def student_imported_twice(p):
    p.two()
    for copy in ("lead", "other"):
        p.do(copy, "list_imported", p.student(f"student of {copy}", "Cia", "Holm", birth_date="2009-01-01"),
             p.place(f"student of {copy}"))


@scenario("The same, joined afterwards: counted once.")
def imported_twice_then_joined(p):
    student_imported_twice(p)
    p.meet()
    p.do("lead", "students_joined", p.set("student of other", "merged_into", p.id("student of lead")))


@scenario("The same, told apart: no longer listed, counted as two.")
def imported_twice_told_apart(p):
    student_imported_twice(p)
    p.meet()
    p.do("lead", "students_told_apart", ("create", "not_same", p.id("not same"), {
        "student": p.id("student of other"), "other": p.id("student of lead")}))


@scenario("A student is put in the class on both: two places, counted once, nobody is asked.")
def enrolled_twice(p):
    p.do("lead", "student_added", p.student("student 3", "Cia", "Holm"))
    p.two()
    for copy in ("lead", "other"):
        p.do(copy, "enrolled", p.place("student 3", label=f"place by {copy}"))


@scenario("An extra session with the same number is added on both: a possible duplicate.")
def session_added_twice(p):
    p.two()
    for copy in ("lead", "other"):
        p.do(copy, "session_added", ("create", "session", p.id(f"session by {copy}"), {
            "class": p.id("class"), "number": 3, "minutes": 60, "status": "planned"}))


# --- Removal -------------------------------------------------------------------------------------------


@scenario("Removed on both: removed.")
def removed_on_both(p):
    p.two()
    for copy in ("lead", "other"):
        p.do(copy, "removed", p.remove("place student 2 class"))


@scenario("Removed on one, edited on the other: it stays, and is asked about.")
def removed_and_edited(p):
    p.two()
    p.do("lead", "removed", p.remove("session 2"))
    p.do("other", "session_edited", p.set("session 2", "date", "2026-10-01"))


@scenario("The same, then removed again by somebody who saw the edit.")
def removed_again(p):
    removed_and_edited(p)
    p.meet()
    p.do("lead", "removed", p.remove("session 2"))


@scenario("The same, then kept.")
def kept_again(p):
    removed_and_edited(p)
    p.meet()
    p.do("lead", "restored", ("restore", p.id("session 2")))


@scenario("A removal names what its maker had seen: the heads of every field, of both edits.")
def removal_names_what_it_saw(p):
    p.two()
    p.do("lead", "session_edited", p.set("session 2", "date", "2026-10-01"))
    p.do("other", "session_edited", p.set("session 2", "place", "Aulan"))
    p.meet()
    p.ask_write("lead", *p.remove("session 2"))


@scenario("Edited, then removed by somebody who had seen it, with a lower stamp: removed.")
def removed_after_seeing(p):
    p.two(skew=-3650 * DAY)
    p.do("lead", "session_edited", p.set("session 2", "date", "2026-10-01"))
    p.meet()
    p.do("other", "removed", p.remove("session 2"))


@scenario("A school was made on both and removed on one, whose maker did not know the other's: it stays, and is asked about.")
def removed_but_made_elsewhere(p):
    school_added_twice(p)
    p.do("lead", "removed", p.remove("school 2"))


@scenario("A class is removed while another puts a student in it: it stays removed, the place is listed.")
def removed_but_used(p):
    p.do("lead", "class_added", ("create", "class", p.id("class 2"), {
        "school": p.id("school"), "name": "TE20", "course": p.id("course"), "term": "HT26"}))
    p.two()
    p.do("lead", "class_removed", p.remove("class 2"))
    p.do("other", "enrolled", p.place("student 1", "class 2"))


@scenario("A student is taken out of the class while another marks the student: the mark is kept, not counted, listed.")
def mark_outside_class(p):
    p.two()
    p.do("lead", "removed", p.remove("place student 1 class"))
    p.do("other", "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "P"))


@scenario("A student leaves the class while another marks the student: the mark counts.")
def mark_after_leaving(p):
    p.two()
    p.do("lead", "enrolment_edited", p.set("place student 1 class", "ends_on", "2026-08-30"))
    p.do("other", "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "P"))


# --- Marks and sessions --------------------------------------------------------------------------------


@scenario("A planned session is cancelled on one and held on the other: held shows, and is asked about.")
def cancelled_and_held(p):
    p.two()
    p.do("other", "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "P"))
    p.do("lead", "session_cancelled", p.set("session 1", "status", "cancelled"), p.set("session 1", "reason", "Snö"))


@scenario("A held session is cancelled and its mark cleared while another marks somebody else.")
def mark_at_cancelled_session(p):
    p.do("lead", "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "P"))
    p.two()
    p.do("lead", "session_cancelled", ("set", p.mark_id("session 1", "student 1"), "mark", None),
         p.set("session 1", "status", "cancelled"), p.set("session 1", "reason", "Snö"))
    p.do("other", "mark_set", p.mark("session 1", "student 2", "P"))


@scenario("A mark is cleared on one and corrected on the other: the mark shows, and is asked about.")
def cleared_and_corrected(p):
    p.do("lead", "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "P"))
    p.two()
    p.do("other", "mark_set", ("set", p.mark_id("session 1", "student 1"), "mark", "L15"))
    p.do("lead", "mark_set", ("set", p.mark_id("session 1", "student 1"), "mark", None))


# --- Undo ----------------------------------------------------------------------------------------------


@scenario("Undo of an edit nobody has touched: the value before is back on all copies.")
def undo_travels(p):
    p.two()
    change = p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.meet()
    p.ask("lead", "undo", change, "done")


@scenario("Another edited the field after seeing it: undo is refused.")
def undo_refused_changed_since(p):
    p.two()
    change = p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.meet()
    p.do("other", "class_edited", p.set("class", "name", "SA18D"))
    p.meet()
    p.ask("lead", "undo", change, "changed_since")


@scenario("Another edited the field at the same time: undo is refused after the exchange.")
def undo_refused_concurrent(p):
    p.two()
    change = p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.do("other", "class_edited", p.set("class", "name", "SA18D"))
    p.meet()
    p.ask("lead", "undo", change, "changed_since")


@scenario("Undone before the exchange while another edited: a conflict of the old value and the other's.")
def undo_meets_an_edit(p):
    p.two()
    change = p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.meet()
    p.do("other", "class_edited", p.set("class", "name", "SA18D"))
    p.ask("lead", "undo", change, "done")


@scenario("What another made points at the new row: undo of the row is refused.")
def undo_refused_still_used(p):
    p.two()
    change = p.do("lead", "student_added", p.student("student 3", "Cia", "Holm"))
    p.meet()
    p.do("other", "enrolled", p.place("student 3"))
    p.meet()
    p.ask("lead", "undo", change, "still_used")


@scenario("A change made on another installation is not undone here.")
def undo_not_ours(p):
    p.two()
    change = p.do("other", "class_edited", p.set("class", "name", "SA18C"))
    p.meet()
    p.ask("lead", "undo", change, "not_ours")


@scenario("Undo of a decision opens the conflict again, with both sides.")
def undo_opens_the_conflict(p):
    same_field_conflicts(p)
    p.meet()
    change = p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.ask("lead", "undo", change, "done")


@scenario("Redo after undo, with the other copy told of both.")
def redo_travels(p):
    p.two()
    change = p.do("lead", "class_edited", p.set("class", "name", "SA18C"))
    p.ask("lead", "undo", change, "done")
    p.meet()
    p.ask("lead", "redo", change, "done")


@scenario("Undo of an edit to a row another has removed is refused.")
def undo_refused_gone(p):
    p.two()
    change = p.do("lead", "session_edited", p.set("session 2", "date", "2026-10-01"))
    p.meet()
    p.do("other", "removed", p.remove("session 2"))
    p.meet()
    p.ask("lead", "undo", change, "gone")


# --- Joined students -----------------------------------------------------------------------------------


@scenario("A into B on one, B into A on the other: one person, the least uid remains, listed.")
def joined_in_circle(p):
    p.two()
    p.do("lead", "students_joined", p.set("student 1", "merged_into", p.id("student 2")))
    p.do("other", "students_joined", p.set("student 2", "merged_into", p.id("student 1")))


@scenario("A into B, B into C, C into A on three copies.")
def joined_in_a_circle_of_three(p):
    p.do("lead", "student_added", p.student("student 3", "Cia", "Holm"), p.place("student 3"))
    p.two()
    p.copy("third")
    for copy, one, other in (("lead", 1, 2), ("other", 2, 3), ("third", 3, 1)):
        p.do(copy, "students_joined", p.set(f"student {one}", "merged_into", p.id(f"student {other}")))


@scenario("A into B on one, B into C on the other: a chain, counted once, no conflict.")
def joined_in_a_chain(p):
    p.do("lead", "student_added", p.student("student 3", "Cia", "Holm"), p.place("student 3"))
    p.two()
    p.do("lead", "students_joined", p.set("student 1", "merged_into", p.id("student 2")))
    p.do("other", "students_joined", p.set("student 2", "merged_into", p.id("student 3")))


@scenario("A is joined with B on one and with C on the other: a conflict.")
def joined_with_two(p):
    p.do("lead", "student_added", p.student("student 3", "Cia", "Holm"), p.place("student 3"))
    p.two()
    p.do("lead", "students_joined", p.set("student 1", "merged_into", p.id("student 2")))
    p.do("other", "students_joined", p.set("student 1", "merged_into", p.id("student 3")))


@scenario("A is joined with B on one while B is removed on the other: A is a student of its own again, listed.")
def joined_with_removed(p):
    p.two()
    p.do("lead", "students_joined", p.set("student 1", "merged_into", p.id("student 2")))
    p.do("other", "removed", p.remove("place student 2 class"), p.remove("student 2"))


# --- Erasure -------------------------------------------------------------------------------------------


@scenario("A student is protected: the name is gone from every op on every copy.")
def protected(p):
    p.two()
    p.do("lead", "student_protected", *p.protect("student 1"))


@scenario("A name typed by somebody who did not know is erased when it arrives, also with a greater stamp.")
def late_name_is_erased(p):
    p.two(skew=3650 * DAY)
    p.do("lead", "student_protected", *p.protect("student 1"))
    p.do("other", "student_edited", p.set("student 1", "given", "Annika"))


@scenario("Protection is lifted and a name typed by somebody who knew: that name stays.")
def name_after_lifting(p):
    p.two()
    p.do("lead", "student_protected", *p.protect("student 1"))
    p.meet()
    p.do("other", "student_edited", p.set("student 1", "protection", "none"), p.set("student 1", "given", "Annika"))


@scenario("A name whose predecessors are late waits beside the erasure: it is gone from what waits, too.")
def waiting_is_erased(p):
    p.two()
    lost = p.do("other", "class_edited", p.set("class", "name", "SA18C"))
    p.do("other", "student_edited", p.set("student 1", "given", "Annika"))
    p.do("lead", "student_protected", *p.protect("student 1"))
    p.written.remove(lost)


@scenario("Protected again by somebody who had not seen that name: it goes too.")
def protected_again_unaware(p):
    p.copy("third")
    name_after_lifting(p)
    p.meet("lead", "third")
    p.do("third", "student_protected", *p.protect("student 1", "Elev 2", "erasure 2"))


@scenario("Protected on one while another joins the student with a namesake: the other row's name goes as well.")
def erasure_reaches_joined(p):
    p.two()
    p.do("lead", "student_protected", *p.protect("student 1"))
    p.do("other", "students_joined", p.set("student 1", "merged_into", p.id("student 2")))


@scenario("Joined and parted again before the protection, by somebody who is known: the other's name stays.")
def parted_before_protection(p):
    p.do("lead", "students_joined", p.set("student 1", "merged_into", p.id("student 2")))
    p.do("lead", "students_parted", p.set("student 1", "merged_into", None))
    p.two()
    p.do("other", "student_protected", *p.protect("student 1"))


@scenario("A certificate was issued by somebody who did not know: its content is erased, its number stays.")
def certificate_of_a_protected_student(p):
    p.two()
    p.do("lead", "student_protected", *p.protect("student 1"))
    p.do("other", "certificates_issued", *p.certificate("certificate 1", "other", "student 1", 1))


@scenario("Two levels of protection at once: the stricter shows, and is asked about.")
def stricter_protection_shows(p):
    p.two()
    p.do("other", "student_protected", *p.protect("student 1", "Elev 1", "erasure 2")[:1],
         p.set("student 1", "protection", "protected_registration"))
    p.do("lead", "student_protected", *p.protect("student 1"))


@scenario("Two students get the same alias on two devices: listed.")
def same_alias(p):
    p.two()
    p.do("lead", "student_protected", *p.protect("student 1"))
    p.do("other", "student_protected", *p.protect("student 2", act="erasure 2"))


@scenario("Undo of a name that has been erased since is refused: what stood before is gone.")
def undo_refused_erased(p):
    p.two()
    change = p.do("lead", "student_edited", p.set("student 1", "given", "Annika"))
    p.meet()
    p.do("other", "student_protected", *p.protect("student 1"))
    p.meet()
    p.ask("lead", "undo", change, "erased")


@scenario("Digests of numbers are switched off on one while another imports with them: they are erased.")
def digests_switched_off(p):
    p.do("lead", "programme", ("create", "programme", p.id("programme"), {"name": "Programmet", "number_digests": 1}))
    p.two()
    p.do("lead", "number_digests_chosen", ("erase_field", p.id("erasure 1"), p.id("programme"), "number_digest"),
         p.set("programme", "number_digests", None))
    p.do("other", "list_imported", p.student("student 3", "Cia", "Holm", number_digest="0f1e2d"))


# --- The ledger ----------------------------------------------------------------------------------------


@scenario("Two devices issue for one student: both stand, listed.")
def issued_twice(p):
    p.two()
    for copy in ("lead", "other"):
        p.do(copy, "certificates_issued", *p.certificate(f"certificate by {copy}", copy, "student 1", 1))


@scenario("Two devices happen to use the same letters: the same number twice, listed.")
def same_serial(p):
    p.two()
    p.do("lead", "certificates_issued", *p.certificate("certificate 1", "lead", "student 1", 1, letters="KA"))
    p.do("other", "certificates_issued", *p.certificate("certificate 2", "other", "student 2", 1, letters="KA"))


@scenario("Revoked on both: the earlier day and its reason hold, nobody is asked.")
def revoked_twice(p):
    p.do("lead", "certificates_issued", *p.certificate("certificate 1", "lead", "student 1", 1))
    p.two()
    for copy, day in (("lead", "2026-11-02"), ("other", "2026-11-01")):
        p.do(copy, "certificate_revoked", p.set("certificate 1", "revoked_on", day),
             p.set("certificate 1", "reason", f"Fel på {copy}"))


@scenario("Somebody takes a revocation back, and revokes with a later day: the first holds.")
def revoking_is_final(p):
    p.do("lead", "certificates_issued", *p.certificate("certificate 1", "lead", "student 1", 1))
    for day in ("2026-11-02", None, "2026-11-03"):
        p.do("lead", "certificate_revoked", p.set("certificate 1", "revoked_on", day),
             p.set("certificate 1", "reason", day and f"Fel {day}"))


@scenario("Reissued on both: two successors, listed.")
def reissued_twice(p):
    p.do("lead", "certificates_issued", *p.certificate("certificate 1", "lead", "student 1", 1))
    p.two()
    for copy, number in (("lead", 2), ("other", 1)):
        p.do(copy, "certificate_reissued", *p.certificate(f"successor by {copy}", copy, "student 1", number,
                                                          replaces=p.id("certificate 1")))


@scenario("Revoked on one, reissued on the other: both are final, listed.")
def revoked_and_reissued(p):
    p.do("lead", "certificates_issued", *p.certificate("certificate 1", "lead", "student 1", 1))
    p.two()
    p.do("lead", "certificate_revoked", p.set("certificate 1", "revoked_on", "2026-11-02"),
         p.set("certificate 1", "reason", "Fel"))
    p.do("other", "certificate_reissued", *p.certificate("successor", "other", "student 1", 1,
                                                         replaces=p.id("certificate 1")))


@scenario("Somebody removes a certificate or edits its number: the ledger stands, the attempt is listed.")
def ledger_is_frozen(p):
    p.do("lead", "certificates_issued", *p.certificate("certificate 1", "lead", "student 1", 1))
    p.do("lead", "bad", p.set("certificate 1", "number", 7), p.remove("certificate 1"))


@scenario("Issuing is not undone.")
def undo_refused_final(p):
    change = p.do("lead", "certificates_issued", *p.certificate("certificate 1", "lead", "student 1", 1))
    p.ask("lead", "undo", change, "final")


# --- Exchange, forks and scope --------------------------------------------------------------------------


@scenario("A register was copied and written on both under one identity: nothing from the fork on holds, all is kept aside.")
def fork(p):
    p.two()
    p.do("other", "class_edited", p.set("class", "term", "VT27"))
    twin = p.copies["twin"] = Copy(p.copies["other"].device, clock=lambda: p.clock)
    twin.receive(p.copies["other"].everything())
    p.do("other", "class_edited", p.set("class", "name", "SA18C"))
    p.do("twin", "class_edited", p.set("class", "name", "SA18D"))


@scenario("The same, after both machines have taken new identities: both names stand, in a conflict.")
def fork_comes_home(p):
    fork(p)
    p.meet()
    p.written += p.copies["other"].rehome(p.id("device other anew"))
    p.written += p.copies["twin"].rehome(p.id("device twin anew"))


@scenario("A copy that knows one side only is told of the fork by the other side's new beginning.")
def fork_is_told(p):
    fork(p)
    p.meet()
    again = p.copies["other"].rehome(p.id("device other anew"))
    p.written = [change for change in p.written if change.hash not in p.copies["twin"].own or
                 change.hash in p.copies["other"].own] + again


@scenario("A gap: what follows it waits.")
def gap_waits(p):
    p.two()
    p.do("other", "class_edited", p.set("class", "name", "SA18C"))
    lost = p.do("other", "class_edited", p.set("class", "name", "SA18D"))
    p.do("other", "class_edited", p.set("class", "term", "VT27"))
    p.written.remove(lost)


@scenario("A teacher's device is limited to a class: its marks are taken, its other writing is refused and kept.")
def out_of_scope(p):
    p.do("lead", "class_added", ("create", "class", p.id("class 2"), {
        "school": p.id("school"), "name": "TE20", "course": p.id("course"), "term": "HT26"}))
    p.copies["teacher"] = Copy(p.id("device teacher"), clock=lambda: p.clock)
    p.do("lead", "granted", ("create", "grant", p.id("grant"), {"device": p.id("device teacher"), "class": p.id("class")}))
    p.meet()
    p.do("teacher", "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "P"))
    p.do("teacher", "class_edited", p.set("class 2", "name", "X"))
    p.do("teacher", "student_edited", p.set("student 1", "given", "X"))
    p.do("teacher", "mark_set", p.mark("session 1", "student 2", "L15"))


@scenario("What a teacher of one class is sent: nothing of the other class, no birth dates, no addresses.")
def what_a_teacher_is_sent(p):
    p.do("lead", "class_added", ("create", "class", p.id("class 2"), {
        "school": p.id("school"), "name": "TE20", "course": p.id("course"), "term": "HT26"}))
    p.do("lead", "list_imported", p.student("student 3", "Cia", "Holm", birth_date="2009-01-01", email="c@example.org"),
         p.place("student 3", "class 2"),
         p.student("student 4", "Dan", "Ask", birth_date="2009-02-02", email="d@example.org"), p.place("student 4"))
    lead = p.copies["lead"]
    sent = Copy.excerpt(lead.everything(), lead.scope([p.id("class")]))
    p.excerpt = {"classes": [p.id("class")], "changes": [change_json(change) for change in sent]}


@scenario("A student of another class comes along as a guest: the earlier ops of the student are sent now.")
def who_comes_into_scope(p):
    what_a_teacher_is_sent(p)
    p.do("lead", "guest_added", p.place("student 3"))
    lead = p.copies["lead"]
    sent = Copy.excerpt(lead.everything(), lead.scope([p.id("class")]))
    p.excerpt = {"classes": [p.id("class")], "changes": [change_json(change) for change in sent]}


@scenario("A grant has ended at a seq: what the device wrote later is refused, what it wrote before is taken.")
def grant_has_ended(p):
    p.copies["teacher"] = Copy(p.id("device teacher"), clock=lambda: p.clock)
    p.do("lead", "granted", ("create", "grant", p.id("grant"), {"device": p.id("device teacher"), "class": p.id("class")}))
    p.meet()
    p.do("teacher", "mark_set", p.held("session 1"), p.mark("session 1", "student 1", "P"))
    p.do("lead", "grant_ended", p.set("grant", "closed", {"1": 1}))
    p.do("teacher", "mark_set", p.mark("session 1", "student 2", "P"))


# --- Writing the vectors --------------------------------------------------------------------------------


@scenario("A removal that is undone and done again removes the row, edits that were seen or not before among it.")
def removal_redone(p):
    p.two()
    p.do("lead", "session_edited", p.set("session 2", "place", "Aulan"))
    change = p.do("lead", "removed", p.remove("session 2"))
    p.ask("lead", "undo", change, "done")
    p.ask("lead", "redo", change, "done")
    p.meet()


def play(name: str, about: str, act: Callable[[Play], Any], rng: random.Random) -> dict[str, Any]:
    p = Play(name, about)
    act(p)
    changes = p.written
    count = len(changes)
    orders = [list(range(count)), list(reversed(range(count)))]
    for _ in range(4):
        orders.append(rng.sample(range(count), count) + rng.choices(range(count), k=2))
    states, last, from_snapshot = set(), None, True
    for order in orders:
        last, half = Copy(p.id("device reader")), None
        for n, index in enumerate(order):
            if n == count // 2:
                half = Copy.from_snapshot(p.id("device late"), last.snapshot())
            last.receive([changes[index]])
        half.receive([changes[index] for index in order])
        from_snapshot &= half.needs_history or half.canonical() == last.canonical()
        states.add(last.canonical())
    assert len(states) == 1 and from_snapshot, name
    text = repr(last.everything())
    gone = sorted({value for change in changes for op in change.ops for field, value in op.cells.items()
                   if isinstance(value, str) and field in PERSONAL.get(op.entity, ()) and repr(value) not in text})
    state = last.state()
    state["rows"] = [{"row": row, **shown} for row, shown in state["rows"].items()]
    figures = state.pop("figures")
    return {
        "name": name, "about": about, "labels": p.labels,
        "changes": [change_json(change) for change in changes],
        "deliveries": orders,
        "expect": {**state, "holds": reach_json(last.reach),
                   "gone": gone,
                   "waiting": sorted("/".join(map(str, id)) for id in last.waiting),
                   "figures": [{"course": course, **{key: value for key, value in figure.items() if key != "students"},
                                "students": [{"student": student, **one} for student, one in figure["students"].items()]}
                               for course, figure in figures.items()]},
        "asked": p.asked,
        "excerpt": p.excerpt,
    }


def main() -> None:
    rng = random.Random(7)
    scenarios = [play(name, about, act, rng) for name, about, act in SCENARIOS]
    vectors = {"format": 1, "scenarios": scenarios}
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in scenarios)
    path = Path(__file__).with_name("vectors.json")
    path.write_text('{"format":1,"scenarios":[\n' + lines + "\n]}\n", encoding="utf-8")
    kinds = sorted({conflict["kind"] for one in vectors["scenarios"] for conflict in one["expect"]["conflicts"]})
    print(f"{len(scenarios)} scenarios, {path.stat().st_size} bytes; conflicts: {', '.join(kinds)}")


if __name__ == "__main__":
    sys.exit(main())
