"""How copies of a register merge: the executable specification.

A copy holds changes. A change is made of ops; an op gives one field of one row a value, or makes a row
with all its fields. What a copy shows (`Copy.state`) is a function of the set of changes it holds and of
nothing else: neither of the order in which they came nor of the clocks that stamped them.

The text beside this file (README.md) gives the rules numbers; the comments here refer to them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any, Callable, Iterable, Iterator, NamedTuple, Optional

Device = str
Origin = tuple[Device, int]  # device, epoch
ChangeId = tuple[Device, int, int]  # device, epoch, seq
OpId = tuple[Device, int, int, int]  # device, epoch, seq, index

DAY = 86_400_000 << 16  # one day in stamps: milliseconds times 65536

BUGS: set[str] = set()
"""Deliberate mistakes that `simulate.py` switches on to see that it catches them."""

# --- The entities ------------------------------------------------------------------------------------

FIELDS: dict[str, tuple[str, ...]] = {
    "programme": ("name", "starts_on", "ends_on", "partners", "place", "signatory", "number_digests"),
    "course": ("name", "target", "rule_kind", "rule_value", "upper_secondary_only"),
    "course_session": ("course", "number", "minutes", "title"),
    "school": ("unit_code", "name", "kind", "municipality", "aliases", "valid_from", "valid_to"),
    "person": ("name", "email", "phone", "role", "school"),
    "class": ("school", "name", "course", "term", "study_path", "grouping"),
    "class_teacher": ("class", "person"),
    "student": ("given", "family", "alias", "protection", "birth_date", "legal_sex", "study_path", "grade",
                "email", "number_digest", "merged_into"),
    "enrolment": ("student", "class", "starts_on", "ends_on", "guest"),
    "session": ("class", "number", "date", "starts_at", "minutes", "place", "leader", "note", "status",
                "reason"),
    "attendance": ("session", "student", "mark"),
    "series": ("letters", "device", "epoch"),
    "certificate": ("series", "year", "number", "kind", "student", "class", "content", "code", "replaces",
                    "revoked_on", "reason", "name"),
    "mapping": ("school", "headers", "columns"),
    "not_same": ("student", "other"),
    "picture": ("digest", "file"),
    "design": ("content",),
    "municipal_target": ("course", "municipality", "target"),
    "report": ("made_on", "name", "about", "digest", "file"),
    "grant": ("device", "class", "closed"),  # which class a teacher's device works with (rule 3)
}

REFERENCES: dict[str, dict[str, str]] = {
    "course_session": {"course": "course"},
    "person": {"school": "school"},
    "class": {"school": "school", "course": "course"},
    "class_teacher": {"class": "class", "person": "person"},
    "student": {"merged_into": "student"},
    "enrolment": {"student": "student", "class": "class"},
    "session": {"class": "class"},
    "attendance": {"session": "session", "student": "student"},
    "certificate": {"series": "series", "student": "student", "class": "class", "replaces": "certificate"},
    "mapping": {"school": "school"},
    "not_same": {"student": "student", "other": "student"},
    "municipal_target": {"course": "course"},
    "grant": {"class": "class"},
}

USES = ("class", "student", "enrolment", "session", "attendance", "certificate")
"""Entities whose live rows hold on to what they point at."""

PERSONAL: dict[str, tuple[str, ...]] = {
    "student": ("given", "family", "birth_date", "email", "number_digest"),
    "certificate": ("name", "code"),
}
"""What an erasure takes away. A certificate's belongs to the student it is about."""

UNITS: dict[tuple[str, str], tuple[str, ...]] = {
    (entity, name): unit
    for entity, unit in (
        ("course", ("rule_kind", "rule_value")),
        ("session", ("date", "starts_at")),
        ("session", ("status", "reason")),
        ("certificate", ("revoked_on", "reason")),
    )
    for name in unit
}
"""Fields that mean something only together: who writes one writes all, and all are shown from one change."""

TWINNED = frozenset({"programme", "course", "course_session", "school", "design", "picture"})
"""Rows whose first values come from a template: an identical first value is not a second opinion."""

FROZEN = {"certificate": frozenset({"name", "content", "code", "revoked_on", "reason"}), "series": frozenset()}
"""The ledger: the fields that may be written after the row was made. `deleted` is not among them."""

PROTECTION = {"none": 0, "confidential": 1, "protected_registration": 2}
STATUS = {"planned": 0, "cancelled": 1, "held": 2}

TEACHER_WRITES = {"attendance": frozenset({"mark", "deleted", None}),
                  "session": frozenset({"date", "starts_at", "minutes", "place", "leader", "note", "status",
                                        "reason", None})}
"""What a limited device may write; `None` is a new row."""

TEACHER_SEES_OF_STUDENT = ("given", "family", "alias", "protection", "study_path", "grade", "merged_into",
                           "deleted", "erased")
TEACHER_SEES_OF_LINKED = ("alias", "protection", "merged_into", "deleted", "erased")


# --- Ops and changes ---------------------------------------------------------------------------------


def digest(*parts: Any) -> str:
    """A digest of values as JSON."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class Hidden(NamedTuple):
    """A value that is not here: only its commitment is."""

    why: str  # "withheld": not sent to this copy; "erased": gone for good
    commitment: str


def commitment(op: OpId, name: str, value: Any) -> str:
    """What a change's hash holds of a value, so that the value can go and the hash stay.

    The salt stands for 16 random bytes kept beside the value and erased with it: without it a name could be
    guessed from the commitment.
    """
    return digest("cell", ["salt", *op, name], value)


@dataclass(slots=True, frozen=True)
class Op:
    """One field of one row, or (field None) a new row."""

    id: OpId
    entity: str
    row: str
    field: Optional[str]
    cells: dict[str, Any]  # field -> value or Hidden; a new row leaves out what is NULL
    parents: tuple[OpId, ...] = ()
    restores: Optional[OpId] = None
    pseudonym: bool = False  # a certificate's content made from an alias: no erasure concerns it
    aware: tuple[str, ...] = ()  # the erasures its maker knew to concern its row (rule 4)

    def digest(self) -> str:
        cells = {name: value.commitment if isinstance(value, Hidden) else commitment(self.id, name, value)
                 for name, value in self.cells.items()}
        return digest("op", self.id, self.entity, self.row, self.field, cells, self.parents, self.restores,
                      self.pseudonym, self.aware)

    def value(self, name: str) -> Any:
        """The value it gives a field; `Hidden` where it is not here."""
        if self.field is None and name == "deleted":
            return 0
        return self.cells.get(name)

    def hide(self, names: Iterable[str], why: str) -> Op:
        """The op without some values. Erasing also marks what had been withheld."""
        cells = dict(self.cells)
        for name in names:
            value = cells.get(name)
            if isinstance(value, Hidden):
                if why == "erased":
                    cells[name] = Hidden("erased", value.commitment)
            elif value is not None:
                cells[name] = Hidden(why, commitment(self.id, name, value))
        return replace(self, cells=cells)

    def join(self, other: Op) -> Op:
        """What two copies know of one op: erased over known over withheld."""
        cells = dict(self.cells)
        for name, theirs in other.cells.items():
            ours = cells[name]
            if isinstance(ours, Hidden) and ours.why == "withheld":
                cells[name] = theirs
            elif isinstance(theirs, Hidden) and theirs.why == "erased":
                cells[name] = theirs
        return replace(self, cells=cells)


@dataclass(slots=True, frozen=True)
class Change:
    """What somebody did at once. An op that is None was withheld; its digest is still in the hash."""

    id: ChangeId
    stamp: int
    kind: str
    ops: tuple[Optional[Op], ...]
    digests: tuple[str, ...]
    hash: str
    person: Optional[str] = None
    undoes: Optional[ChangeId] = None
    redoes: Optional[ChangeId] = None
    voids: tuple[tuple[Device, int, int], ...] = ()  # origins that hold only up to before a seq (rule 2)

    @staticmethod
    def make(id: ChangeId, stamp: int, kind: str, ops: Iterable[Op], **more: Any) -> Change:
        ops = tuple(ops)
        digests = tuple(op.digest() for op in ops)
        change = Change(id, stamp, kind, ops, digests, "", **more)
        return replace(change, hash=change.digest())

    def digest(self) -> str:
        """The hash: of the digests of the ops, whether they are here or not."""
        return digest("change", self.id, self.stamp, self.kind, self.digests, self.person, self.undoes,
                      self.redoes, self.voids)

    def holds(self) -> bool:
        """Whether hash and contents agree, also after values were erased or withheld."""
        return self.hash == self.digest() and all(
            op is None or op.digest() == known for op, known in zip(self.ops, self.digests))

    @property
    def origin(self) -> Origin:
        return self.id[:2]

    def join(self, other: Change) -> Change:
        """What two copies know of one change."""
        if self is other:
            return self
        ops = tuple(ours.join(theirs) if ours and theirs else ours or theirs
                    for ours, theirs in zip(self.ops, other.ops))
        return replace(self, ops=ops)


class Refused(Exception):
    """A wish that is not granted, with the reason's word."""

    def __init__(self, reason: str, about: Any = None):
        super().__init__(reason)
        self.reason, self.about = reason, about


@dataclass(slots=True)
class Erasure:
    """The end of a person's values, or of one field of everybody."""

    uid: str
    rows: frozenset[str]
    fields: Optional[tuple[str, ...]]  # None: everything personal of `rows`; else these fields of all students
    seen: dict[Origin, int]  # what its maker knew: links between students made elsewhere reach further


# --- A copy ------------------------------------------------------------------------------------------


class Copy:
    """A register on one device."""

    def __init__(self, device: Device, epoch: int = 1, clock: Callable[[], int] = lambda: 1):
        self.device, self.epoch, self.clock = device, epoch, clock
        self.journal: dict[ChangeId, Change] = {}
        self.reach: dict[Origin, int] = {}  # rule 6: what is here, without gaps
        self.waiting: dict[ChangeId, Change] = {}
        self.quarantine: dict[tuple[ChangeId, str], Change] = {}
        self.closed: dict[Origin, int] = {}  # forked or voided origins: the first seq that does not hold
        self.own: set[str] = set()  # hashes of the changes written here
        self.heard: dict[Device, dict[Origin, int]] = {}  # what other devices have said they hold
        self.base: dict[Origin, int] = {}  # where this copy started from a snapshot
        self.base_named: dict[tuple[str, str], set[OpId]] = {}
        self.base_left_out: set[OpId] = set()  # superseded before it; never heads, also when they come again
        self.base_refused: set[ChangeId] = set()
        self.needs_history = False  # what the snapshot left out is needed after all: ask for everything
        self.erasing = False  # whether any erasure is known
        self._clear()

    # -- Indices over the journal

    def _clear(self) -> None:
        self.entity_of: dict[str, str] = {}
        self.creations: dict[str, dict[OpId, Op]] = {}
        self.edits: dict[str, dict[str, dict[OpId, Op]]] = {}
        self.named: dict[tuple[str, str], set[OpId]] = {k: set(v) for k, v in self.base_named.items()}
        self.refused: dict[ChangeId, str] = {}
        self.limits: dict[Device, dict[str, list[Op]]] = {}
        self.limiting = False  # whether any grant is known

    def _index(self, change: Change) -> None:
        for op in change.ops:
            if op is None or op.id in self.base_left_out and "left_out_rises" not in BUGS:
                continue
            self.entity_of[op.row] = op.entity
            self.limiting |= op.entity == "grant"
            if op.field is None:
                if "second_creation_ignored" in BUGS and self.creations.get(op.row):
                    continue
                self.creations.setdefault(op.row, {})[op.id] = op
            else:
                edits = self.edits.setdefault(op.row, {}).setdefault(op.field, {})
                if "older_stamp_dropped" in BUGS and any(self.rank(op) < self.rank(o) for o in edits.values()):
                    continue
                edits[op.id] = op
                if op.parents:
                    self.named.setdefault((op.row, op.field), set()).update(op.parents)

    def _reindex(self) -> None:
        """Works the indices out afresh, without the changes that are refused (rule 3)."""
        self._clear()
        for change in self.journal.values():
            self._index(change)
        self._read_limits()
        if not self.limits or "out_of_scope_accepted" in BUGS:
            return
        refused = {change.id: reason for change in self.journal.values()
                   if (reason := self._refusal(change)) is not None}
        if refused:
            limits = self.limits
            self._clear()
            for change in self.journal.values():
                if change.id not in refused:
                    self._index(change)
            self.limits, self.refused = limits, refused
            self.needs_history |= any(id[2] <= self.base.get(id[:2], 0) for id in refused.keys() - self.base_refused)

    def _read_limits(self) -> None:
        """Which devices are limited to which classes. A limited device can limit nobody."""
        grants: dict[Device, dict[str, list[str]]] = {}
        for row, entity in self.entity_of.items():
            if entity == "grant":
                for op in self.creations.get(row, {}).values():
                    grants.setdefault(op.cells["device"], {}).setdefault(op.cells["class"], []).append(row)
        for device, classes in grants.items():
            own = {name: [op for row in rows for op in (*self.creations[row].values(),
                                                        *self.edits.get(row, {}).get("closed", {}).values())
                          if op.id[0] not in grants]
                   for name, rows in classes.items()}
            self.limits[device] = {name: ops for name, ops in own.items() if ops}

    def _refusal(self, change: Change) -> Optional[str]:
        """Why a limited device's change is not taken: the whole of it or nothing."""
        limits = self.limits.get(change.id[0])
        if limits is None:
            return None
        for op in change.ops:
            if op is None:
                continue
            if op.field not in TEACHER_WRITES.get(op.entity, ()):
                return "not_allowed"
            classes = self._classes_of(op)
            if classes is None:
                return "pending"
            for name in classes:
                if name not in limits:
                    return "out_of_scope"
                ends = [grant.cells["closed"].get(str(change.id[1]), 0) for grant in limits[name]
                        if grant.field == "closed" and grant.cells["closed"]]
                if ends and change.id[2] > min(ends):
                    return "after_the_end"
        return None

    def _classes_of(self, op: Op) -> Optional[set[str]]:
        """The classes a session or a mark belongs to, by every creation of it; None where not known yet."""
        creations = list(self.creations.get(op.row, {}).values())
        if op.field is None and op not in creations:
            creations.append(op)
        if not creations:
            return None
        if op.entity == "session":
            return {creation.cells["class"] for creation in creations}
        classes: set[str] = set()
        for session in {creation.cells["session"] for creation in creations}:
            known = self.creations.get(session)
            if not known:
                return None
            classes |= {creation.cells["class"] for creation in known.values()}
        return classes

    # -- Heads (rule 1)

    def rank(self, op: Op) -> tuple:
        """The greatest of several heads shows: by stamp, then by identity, so that it is one everywhere."""
        return (self.journal[op.id[:3]].stamp, op.id)

    def heads(self, row: str, name: str) -> list[Op]:
        """The ops on a field that no other op on that field names as a parent."""
        named = self.named.get((row, name), ())
        heads = [op for op in self.creations.get(row, {}).values() if op.id not in named]
        edits = self.edits.get(row)
        if edits and name in edits:
            heads += [op for op in edits[name].values() if op.id not in named]
        return heads

    def effective(self, row: str, name: str) -> list[Op]:
        """The heads that have something to say, the greatest last.

        Not among them, where there is another: a creation its maker has undone; a template's
        value that has been replaced in an identical creation; a value erased or withheld.
        """
        heads = self.heads(row, name)
        if len(heads) < 2:
            return heads
        entity = self.entity_of[row]
        undone = self._undone_creations(row)
        if undone:
            left = [op for op in heads if op.id not in undone]
            heads = left or heads
        if entity in TWINNED:
            named = self.named.get((row, name), ())
            replaced = [op.value(name) for op in self.creations[row].values() if op.id in named]
            left = [op for op in heads if op.field is not None or op.value(name) not in replaced]
            heads = left or heads
        left = [op for op in heads if not isinstance(op.value(name), Hidden)]
        return sorted(left or heads, key=self.rank)

    def _undone_creations(self, row: str) -> set[OpId]:
        """Creations that their makers have undone, of a row that somebody else made too."""
        creations = self.creations.get(row, {})
        if len(creations) < 2:
            return set()
        named = self.named.get((row, "deleted"), ())
        undone = {parent for op in self.edits.get(row, {}).get("deleted", {}).values()
                  if op.id not in named and op.value("deleted") == 1 and self.journal[op.id[:3]].undoes
                  for parent in op.parents if parent in creations}
        return undone

    def shown(self, row: str, name: str) -> Optional[Op]:
        """The head whose value is shown."""
        entity = self.entity_of[row]
        unit = UNITS.get((entity, name))
        if unit and name != unit[0]:
            leader = self.shown(row, unit[0])
            heads = self.effective(row, name)
            def likeness(op: Op) -> tuple:
                return (op.id[:3] == leader.id[:3], self.in_force(op)[:3] == self.in_force(leader)[:3], self.rank(op))

            return max(heads, key=likeness, default=None) if leader else None
        heads = self.effective(row, name)
        if "last_arrived_shows" in BUGS and len(heads) > 1:
            order = {change: index for index, change in enumerate(self.journal)}
            return max(heads, key=lambda op: order[op.id[:3]])
        return self._choose(entity, name, heads)

    def _choose(self, entity: str, name: str, heads: list[Op]) -> Optional[Op]:
        if len(heads) < 2:
            return heads[0] if heads else None
        if (entity, name) == ("session", "status"):
            return max(heads, key=lambda op: (STATUS.get(op.value(name), 0), self.rank(op)))
        if (entity, name) == ("attendance", "mark"):
            return max(heads, key=lambda op: (op.value(name) is not None, self.rank(op)))
        if (entity, name) == ("student", "protection"):
            return max(heads, key=lambda op: (PROTECTION.get(op.value(name), 0), self.rank(op)))
        return heads[-1]

    def in_force(self, op: Op) -> OpId:
        """The op whose value holds: what an op restores, or itself."""
        return op.restores or op.id

    # -- Removal (rule 1.5)

    def removal(self, row: str) -> tuple[bool, Optional[str], list[OpId]]:
        """Whether a row is removed, and the conflict there is about it with the ops concerned.

        A removal takes away only what its maker had seen. An edit it did not see, or a creation somebody else
        made, keeps the row.
        """
        heads = self.heads(row, "deleted")
        tombs = [op for op in heads if op.value("deleted") == 1]
        if not tombs:
            return False, None, []
        if "stamps_decide_removal" in BUGS:
            return max(heads, key=self.rank).value("deleted") == 1, None, []
        undone = self._undone_creations(row)
        lives = [op for op in heads if op.value("deleted") == 0 and op.id not in undone]
        if lives:
            loud = [op for op in tombs if not (undone and self.journal[op.id[:3]].undoes)]
            return False, "removed_elsewhere" if loud else None, sorted(op.id for op in (*loud, *lives))
        if "removal_wins" in BUGS:
            return True, None, []
        seen = {parent for op in tombs for parent in op.parents}
        unseen = [op.id for name, edits in self.edits.get(row, {}).items() if name not in ("deleted", "erased")
                  for op in self.heads(row, name) if op.field is not None and op.id not in seen]
        if unseen:
            return False, "edited_though_removed", sorted({*unseen, *(op.id for op in tombs)})
        return True, None, []

    # -- Writing

    def next_stamp(self) -> int:
        """Rule 5: the clock, or one more than the newest stamp known; stamps over a day ahead are ignored."""
        now = self.clock()
        near = [change.stamp for change in self.journal.values() if change.stamp <= now + DAY]
        return max([now, *(stamp + 1 for stamp in near)])

    def write(self, kind: str, *wishes: tuple, person: Optional[str] = None, **more: Any) -> Change:
        """Makes a change. A wish is one of

        ("create", entity, row, fields) · ("set", row, field, value) · ("remove", row) · ("restore", row) ·
        ("erase", uid, rows) · ("erase_field", uid, programme row, field) · ("raw", op fields …).
        """
        origin = (self.device, self.epoch)
        seq = self.reach.get(origin, 0) + 1
        id = (*origin, seq)
        ops: list[Op] = []
        written: set[tuple[str, Optional[str]]] = set()

        def add(entity: str, row: str, name: Optional[str], cells: dict, parents=(), restores=None,
                pseudonym=False) -> None:
            ops.append(Op((*id, len(ops)), entity, row, name, cells, tuple(sorted(parents)), restores,
                          pseudonym))

        for wish in wishes:
            match wish:
                case ("create", entity, row, fields):
                    known = {name: value for name, value in fields.items() if value is not None}
                    pseudonym = bool(known.pop("pseudonym", False))
                    add(entity, row, None, known, pseudonym=pseudonym)
                case ("set", row, name, value, *rest):
                    entity = self.entity_of[row]
                    unit = UNITS.get((entity, name), (name,))
                    if "unit_torn" in BUGS:
                        unit = (name,)
                    wished = {w[2]: w[3] for w in wishes if w[0] == "set" and w[1] == row}
                    if any((row, part) in written for part in unit):
                        continue
                    values = {part: wished.get(part, self.value(row, part)) for part in unit}
                    if all(self._is_settled(row, part, values[part]) for part in unit):
                        continue
                    for part in unit:
                        written.add((row, part))
                        parents = [op.id for op in self.heads(row, part)]
                        if "one_parent" in BUGS:
                            parents = [self.shown(row, part).id]
                        add(entity, row, part, {part: values[part]}, parents, pseudonym=bool(rest))
                case ("remove", row):
                    add(self.entity_of[row], row, "deleted", {"deleted": 1}, self._all_heads(row))
                case ("restore", row):
                    add(self.entity_of[row], row, "deleted", {"deleted": 0}, self._all_heads(row))
                case ("erase", uid, rows):
                    seen = {f"{d}/{e}": s for (d, e), s in self.reach.items()} | {f"{self.device}/{self.epoch}": seq}
                    for row in rows:
                        value = {"uid": uid, "rows": sorted(rows), "seen": seen}
                        add("student", row, "erased", {"erased": value})
                case ("erase_field", uid, row, name):
                    add("programme", row, "erased", {"erased": {"uid": uid, "field": name, "rows": [], "seen": {}}})
                case ("raw", entity, row, name, cells, parents, restores):
                    add(entity, row, name, cells, parents, restores)
                case _:
                    raise ValueError(wish)
        if not ops:
            raise Refused("nothing_to_write")
        if self.erasing:
            ops = [replace(op, aware=self._aware_of(op)) for op in ops]
        change = Change.make(id, self.next_stamp(), kind, ops, person=person, **more)
        if self.erasing and any(self._without(change, erasure, self.reached(erasure)) is not change
                                for erasure in self.erasures().values()):
            raise Refused("being_erased")
        self.own.add(change.hash)
        self.receive([change])
        return self.journal[change.id]

    def _all_heads(self, row: str) -> set[OpId]:
        names = {"deleted", *self.edits.get(row, {})} - {"erased"}
        return {op.id for name in names for op in self.heads(row, name)} | {
            op.id for op in self.creations.get(row, {}).values()}

    def _is_settled(self, row: str, name: str, value: Any) -> bool:
        """Whether a field has that value already, and nobody says otherwise."""
        return all(op.value(name) == value for op in self.effective(row, name)) and bool(self.heads(row, name))

    def value(self, row: str, name: str) -> Any:
        op = self.shown(row, name)
        value = op.value(name) if op else None
        return None if isinstance(value, Hidden) else value

    def in_conflict(self, row: str, name: str) -> bool:
        """Whether the field has several different values. Bulk work passes such fields over."""
        values = [op.value(name) for op in self.effective(row, name)]
        return any(value != values[0] for value in values)

    def _aware_of(self, op: Op) -> tuple[str, ...]:
        """The erasures applied here that concern what the op is about.

        One that waits was not seen; one that was not known to concern this row says nothing about it.
        """
        applied = list(self.journal.values())
        subject = op.cells.get("student") or self._student_of(op.row) if op.entity == "certificate" else op.row
        about = {subject, op.cells.get("merged_into")}
        return tuple(sorted(erasure.uid for erasure in self.erasures(applied).values()
                            if about & self.reached(erasure, applied)
                            or (erasure.fields and op.entity == "student")))

    # -- Undo and redo

    def undone_by(self, id: ChangeId) -> Optional[ChangeId]:
        """The undo that holds at the moment."""
        about = [change for change in self.journal.values() if id in (change.undoes, change.redoes)]
        newest = max(about, key=lambda change: (change.id[1], change.id[2]), default=None)
        return newest.id if newest and newest.undoes == id else None

    def undo(self, id: ChangeId) -> Change:
        """Sets back everything a change made on this installation did, or refuses."""
        change = self.journal.get(id)
        if change is None or change.hash not in self.own or id in self.refused:
            raise Refused("not_ours")
        if change.kind in ("student_protected", "certificates_issued", "certificate_reissued",
                           "certificate_revoked"):
            raise Refused("final")
        if change.undoes or change.redoes or change.kind in ("register_created", "reissued"):
            raise Refused("passed_over")
        if self.undone_by(id):
            raise Refused("undone_already")
        made = {op.row for op in change.ops if op.field is None}
        removed = {op.row for op in change.ops if op.field == "deleted"}
        wishes: list[tuple] = []
        for op in reversed(change.ops):
            if op.field is None:
                self._refuse_undo_of_creation(op, id)
                wishes.append(("remove", op.row))
            elif op.row not in made:
                self._refuse_undo_of_edit(op, op.row in removed)
                wishes += self._set_back(op)
        self._refuse_if_used(made)
        return self.write("undone", *wishes, undoes=id)

    def _refuse_undo_of_creation(self, op: Op, id: ChangeId) -> None:
        if len(self.creations[op.row]) > 1 and "undo_ignores_others" not in BUGS:
            raise Refused("made_by_others_too", op.row)
        if self.removal(op.row)[0]:
            raise Refused("gone", op.row)
        for name in self.edits.get(op.row, {}):
            for head in self.heads(op.row, name):
                if self.in_force(head)[:3] != id and "undo_ignores_others" not in BUGS:
                    raise Refused("changed_since", op.row)

    def _refuse_undo_of_edit(self, op: Op, removal: bool) -> None:
        if not removal and self.removal(op.row)[0]:
            raise Refused("gone", op.row)
        if "undo_ignores_others" in BUGS:
            return
        for head in self.heads(op.row, op.field):
            if self.in_force(head) != self.in_force(op):
                raise Refused("changed_since", (op.row, op.field))

    def _set_back(self, op: Op) -> Iterator[tuple]:
        """One op for each head the op had replaced: undoing a resolution opens its conflict again."""
        heads = [head.id for head in self.heads(op.row, op.field)]
        before = [self._op(parent) for parent in op.parents]
        before = [one for one in before if one and one.row == op.row and one.field in (None, op.field)]
        if not before:
            raise Refused("history_missing", op.row)
        if "removal_restores_what_was_replaced" not in BUGS:
            # A removal names the heads of all fields: not all of them were heads of this one.
            earlier, waiting = set(), list(before)
            while waiting:
                for parent in map(self._op, waiting.pop().parents):
                    if parent and parent.field in (None, op.field) and parent.id not in earlier:
                        earlier.add(parent.id)
                        waiting.append(parent)
            before = [one for one in before if one.id not in earlier]
        for one in sorted(before, key=self.rank):
            value = one.value(op.field)
            if isinstance(value, Hidden):
                raise Refused("erased", op.row)
            if op.field == "deleted" and value == 1 and "removal_set_back_names_one_field" not in BUGS:
                heads = sorted(self._all_heads(op.row))
            yield ("raw", op.entity, op.row, op.field, {op.field: value}, heads, self.in_force(one))

    def _refuse_if_used(self, made: set[str]) -> None:
        for row, entity in self.entity_of.items():
            if row in made or self.removal(row)[0] or not self.creations.get(row):
                continue
            if entity == "attendance" and self.value(row, "mark") is None:
                continue
            for name in REFERENCES.get(entity, {}):
                if self.value(row, name) in made:
                    raise Refused("still_used", row)

    def redo(self, id: ChangeId) -> Change:
        """Does again what was undone, where nobody has changed it since."""
        undo = self.undone_by(id)
        if undo is None:
            raise Refused("not_undone")
        wishes = []
        for op in self.journal[id].ops:
            name = "deleted" if op.field is None else op.field
            heads = self.heads(op.row, name)
            if any(self.journal[head.id[:3]].undoes != id for head in heads):
                raise Refused("changed_since", (op.row, name))
            value = 0 if op.field is None else op.value(name)
            if isinstance(value, Hidden):
                raise Refused("erased", op.row)
            parents = [head.id for head in heads]
            if name == "deleted" and value == 1 and "removal_set_back_names_one_field" not in BUGS:
                # Done again, a removal takes away what is seen now, as every removal does (rule 1.5).
                parents = sorted(self._all_heads(op.row))
            wishes.append(("raw", op.entity, op.row, name, {name: value}, parents, self.in_force(op)))
        return self.write("redone", *wishes, redoes=id)

    def _op(self, id: OpId) -> Optional[Op]:
        change = self.journal.get(id[:3])
        return change.ops[id[3]] if change else None

    # -- Exchange (rule 2)

    def receive(self, changes: Iterable[Change]) -> None:
        """Takes in changes in whatever order they come, as often as they come."""
        arrived = False
        for change in changes:
            arrived |= self._take(change)
        if arrived and (self._erase() or self.limiting):
            self._reindex()

    def _take(self, change: Change) -> bool:
        self.erasing |= any(op is not None and op.field == "erased" for op in change.ops)
        origin, seq = change.origin, change.id[2]
        known = self.journal.get(change.id) or self.waiting.get(change.id)
        if known is change:
            return False
        if known is not None and known.hash != change.hash:
            if "fork_ignored" in BUGS:
                return False
            self._put_aside(change)
            self._close(origin, seq)
            return True
        if seq >= self.closed.get(origin, seq + 1):
            self._put_aside(change)
            return True
        if known is not None:
            return self._fill_in(known.join(change), known)
        if seq != self.reach.get(origin, 0) + 1 and "gap_skipped" not in BUGS:
            self.waiting[change.id] = change
            return True
        self._apply(change)
        while (after := self.waiting.pop((*origin, self.reach.get(origin, 0) + 1), None)) is not None:
            self._apply(after)
        return True

    def _fill_in(self, joined: Change, known: Change) -> bool:
        """Ops that were withheld and now are not: the row has come into scope."""
        if joined.ops == known.ops:
            return False
        if joined.id in self.journal:
            self.journal[joined.id] = joined
            self._reindex()
        else:
            self.waiting[joined.id] = joined
        return True

    def _apply(self, change: Change) -> None:
        self.journal[change.id] = change
        self.reach[change.origin] = max(change.id[2], self.reach.get(change.origin, 0))
        self._index(change)
        for device, epoch, seq in change.voids:
            self._close((device, epoch), seq)

    def _put_aside(self, change: Change) -> None:
        key = (change.id, change.hash)
        known = self.quarantine.get(key)
        self.quarantine[key] = known.join(change) if known else change

    def _close(self, origin: Origin, seq: int) -> None:
        """An origin that two machines have written: nothing of it holds from there on, everywhere alike."""
        if seq >= self.closed.get(origin, seq + 1):
            return
        self.closed[origin] = seq
        if seq <= self.base.get(origin, 0):
            self.needs_history = True
        for store in (self.journal, self.waiting):
            for id in [id for id in store if id[:2] == origin and id[2] >= seq]:
                self._put_aside(store.pop(id))
        self.reach[origin] = min(self.reach.get(origin, 0), seq - 1)
        self._reindex()

    def rehome(self, device: Device) -> list[Change]:
        """Gives the changes this machine wrote in a closed origin a new identity, under a new device id."""
        mine = sorted((change for change in self.quarantine.values() if change.hash in self.own),
                      key=lambda change: change.id)
        closed = sorted({change.origin for change in mine})
        self.device, self.epoch = device, 1
        moved: dict[ChangeId, ChangeId] = {}
        for seq, change in enumerate(mine, 1):
            moved[change.id] = (device, 1, seq)

        def op_id(id: Optional[OpId]) -> Optional[OpId]:
            return (*moved[id[:3]], id[3]) if id and id[:3] in moved else id

        again = []
        for change in mine:
            ops = [replace(op, id=op_id(op.id), parents=tuple(sorted(map(op_id, op.parents))),
                           restores=op_id(op.restores)) for op in change.ops]
            voids = tuple((*origin, self.closed[origin]) for origin in closed) if not again else ()
            again.append(Change.make(moved[change.id], change.stamp, change.kind, ops, person=change.person,
                                     undoes=moved.get(change.undoes, change.undoes),
                                     redoes=moved.get(change.redoes, change.redoes), voids=voids))
        self.own |= {change.hash for change in again}
        self.receive(again)
        return again

    def begin_epoch(self) -> None:
        """What a restored or copied register does before it writes."""
        self.epoch = max([self.epoch, *(epoch for device, epoch in self.reach if device == self.device)]) + 1

    def bundle(self, known: dict[Origin, int]) -> list[Change]:
        """The changes somebody lacks who holds `known`, consecutive in each origin."""
        return [change for change in self.everything() if change.id[2] > known.get(change.origin, 0)]

    def everything(self) -> list[Change]:
        """All that is here, also what waits or is put aside: nothing is lost by passing through a copy."""
        return [*self.journal.values(), *self.waiting.values(), *self.quarantine.values()]

    # -- Erasure (rule 4)

    def erasures(self, among: Optional[list[Change]] = None) -> dict[str, Erasure]:
        """Every erasure known, also from changes that wait or are put aside: it can't come too early."""
        found: dict[str, Erasure] = {}
        for change in among or self.everything():
            for op in change.ops:
                if op is not None and op.field == "erased":
                    value = op.cells["erased"]
                    seen = {(d, int(e)): s for d, _, e, s in
                            ((*key.rpartition("/"), seq) for key, seq in value["seen"].items())}
                    fields = (value["field"],) if "field" in value else None
                    found[value["uid"]] = Erasure(value["uid"], frozenset(value["rows"]), fields, seen)
        return found

    def reached(self, erasure: Erasure, among: Optional[list[Change]] = None) -> set[str]:
        """The rows of the person: those the eraser named, and those joined with them without its knowledge.

        Every link counts that was ever made, also one that was parted since: else it would depend on the
        order of arrival whether a name is gone. What is put aside after a fork counts as not known: a seq says
        nothing about which of the two machines was seen.
        """
        rows = set(erasure.rows)
        if not rows:
            return rows
        links = [(op.row, op.cells["merged_into"]) for change in among or self.everything()
                 if change.id[2] > erasure.seen.get(change.origin, 0) or (change.id, change.hash) in self.quarantine
                 for op in change.ops if op is not None and op.entity == "student"
                 and isinstance(op.cells.get("merged_into"), str) and erasure.uid not in op.aware]
        while True:
            more = {row for link in links if rows & set(link) for row in link} - rows
            if not more:
                return rows
            rows |= more

    def _student_of(self, certificate: str) -> Optional[str]:
        for change in self.everything():
            for op in change.ops:
                if op is not None and op.row == certificate and op.field is None:
                    return op.cells.get("student")
        return None

    def _erase(self) -> bool:
        """Takes erased persons' values out of everything that is here. Whether anything went."""
        if not self.erasing:
            return False
        erasures = list(self.erasures().values())
        went = False
        for erasure in erasures:
            rows = self.reached(erasure)
            stores = [self.journal, self.waiting, self.quarantine]
            if "waiting_not_erased" in BUGS:
                stores = [self.journal]
            for store in stores:
                for key, change in list(store.items()):
                    erased = self._without(change, erasure, rows)
                    if erased is not change:
                        store[key], went = erased, True
        return went

    def _without(self, change: Change, erasure: Erasure, rows: set[str]) -> Change:
        if any(op is not None and op.field == "erased" and op.cells["erased"]["uid"] == erasure.uid
               for op in change.ops):
            return change
        if "late_not_erased" in BUGS and change.id[2] > erasure.seen.get(change.origin, 0):
            return change
        if "stamps_decide_erasure" in BUGS and any(
                change.stamp > other.stamp for other in self.everything() for op in other.ops
                if op is not None and op.field == "erased" and op.cells["erased"]["uid"] == erasure.uid):
            return change
        ops = list(change.ops)
        for index, op in enumerate(ops):
            if op is None or op.pseudonym or op.entity not in PERSONAL or erasure.uid in op.aware:
                continue
            if erasure.fields:
                names = erasure.fields if op.entity == "student" else ()
            else:
                subject = op.row if op.entity == "student" else op.cells.get("student") or self._student_of(op.row)
                names = PERSONAL[op.entity] if subject in rows else ()
            if "creation_not_erased" in BUGS and op.field is None:
                names = ()
            if any(value is not None and not (isinstance(value, Hidden) and value.why == "erased")
                   for name, value in op.cells.items() if name in names):
                ops[index] = op.hide(names, "erased")
        return change if all(a is b for a, b in zip(ops, change.ops)) else replace(change, ops=tuple(ops))

    # -- Partial copies (rule 3)

    def scope(self, classes: Iterable[str]) -> Callable[[Op], Optional[tuple[str, ...]]]:
        """What of an op somebody sees who works with these classes: fields, or None for nothing.

        A row belongs to a class if any op ever said so, so that what is taken out of a class is seen to go.
        A student's own fields are seen while there is a place or a mark in the class.
        """
        classes = set(classes)
        enrolled: set[str] = set()
        sessions, schools, courses, persons = set(), set(), set(), set()
        for row, creations in self.creations.items():
            for op in creations.values():
                cells = op.cells
                if op.entity == "class" and row in classes:
                    schools.add(cells.get("school"))
                    courses.add(cells.get("course"))
                elif op.entity == "session" and cells.get("class") in classes:
                    sessions.add(row)
                elif op.entity == "class_teacher" and cells.get("class") in classes:
                    persons.add(cells.get("person"))
                elif op.entity == "enrolment" and cells.get("class") in classes and not self.removal(row)[0]:
                    enrolled.add(cells.get("student"))
        for row in classes & self.entity_of.keys():
            schools.add(self.value(row, "school"))
            courses.add(self.value(row, "course"))
        for row, creations in self.creations.items():
            if self.entity_of[row] == "attendance" and self.value(row, "mark") is not None:
                enrolled |= {op.cells["student"] for op in creations.values() if op.cells["session"] in sessions}
        linked = set(enrolled)
        links = [(op.row, op.cells["merged_into"]) for change in self.journal.values() for op in change.ops
                 if op is not None and op.entity == "student" and isinstance(op.cells.get("merged_into"), str)]
        while more := {row for link in links if linked & set(link) for row in link} - linked:
            linked |= more

        def sees(op: Op) -> Optional[tuple[str, ...]]:
            everything = ("deleted", "erased", *FIELDS[op.entity])
            creation = next(iter(self.creations.get(op.row, {}).values()), op)
            match op.entity:
                case "programme" | "grant":
                    return everything
                case "course":
                    return everything if op.row in courses else None
                case "course_session" | "municipal_target":
                    return everything if creation.cells.get("course") in courses else None
                case "school":
                    return everything if op.row in schools else None
                case "person":
                    return ("name", "role", "deleted") if op.row in persons else None
                case "class":
                    return everything if op.row in classes else None
                case "class_teacher" | "enrolment" | "session":
                    return everything if creation.cells.get("class") in classes else None
                case "attendance":
                    return everything if creation.cells.get("session") in sessions else None
                case "student":
                    if "scope_leak" in BUGS and op.row in enrolled:
                        return everything
                    if op.row in enrolled:
                        return TEACHER_SEES_OF_STUDENT
                    return TEACHER_SEES_OF_LINKED if op.row in linked or op.field == "erased" else None
            return None

        return sees

    @staticmethod
    def excerpt(changes: Iterable[Change], sees: Callable[[Op], Optional[tuple[str, ...]]]) -> list[Change]:
        """The changes with everything out of scope withheld. Hashes and sequence stay."""
        excerpts = []
        for change in changes:
            ops = []
            for op in change.ops:
                fields = None if op is None else sees(op)
                if fields is None or (op.field is not None and op.field not in fields):
                    ops.append(None)
                else:
                    hidden = [name for name in op.cells if name not in fields]
                    ops.append(op.hide(hidden, "withheld") if hidden else op)
            excerpts.append(change if tuple(ops) == change.ops else replace(change, ops=tuple(ops)))
        return excerpts

    def narrow(self, sees: Callable[[Op], Optional[tuple[str, ...]]], acknowledged: dict[Origin, int]) -> None:
        """Forgets what is out of scope by now. What this device wrote stays until the other side has it."""
        for change in list(self.journal.values()):
            if change.hash in self.own and change.id[2] > acknowledged.get(change.origin, 0):
                continue
            self.journal[change.id] = self.excerpt([change], sees)[0]
        self._reindex()

    # -- Snapshots (rule 7)

    def snapshot(self) -> dict[str, Any]:
        """State, vector and heads: the changes with the ops that nothing depends on left out."""
        kept: set[OpId] = set()
        for row in self.entity_of:
            kept |= self.creations.get(row, {}).keys()
            for name, edits in self.edits.get(row, {}).items():
                special = name in ("erased", "merged_into", "revoked_on", "reason", "closed")
                kept |= edits.keys() if special else {op.id for op in self.heads(row, name)}
        for change in self.journal.values():
            if change.id in self.refused:
                kept |= {op.id for op in change.ops if op is not None}
        journal = [replace(change, ops=tuple(op if op and op.id in kept else None for op in change.ops))
                   for change in self.journal.values()]
        named = {key: {op for op in ops if op in kept or op[2] > self.reach.get(op[:2], 0)}
                 for key, ops in self.named.items()}
        if "snapshot_without_named" in BUGS:
            named = {key: {op for op in ops if op in kept} for key, ops in named.items()}
        left_out = {op.id for change in self.journal.values() for op in change.ops if op and op.id not in kept}
        return {"journal": journal, "left_out": left_out | self.base_left_out, "reach": dict(self.reach), "named": named, "closed": dict(self.closed),
                "refused": set(self.refused),
                "waiting": list(self.waiting.values()), "quarantine": list(self.quarantine.values())}

    @staticmethod
    def from_snapshot(device: Device, snapshot: dict[str, Any], clock: Callable[[], int] = lambda: 1) -> Copy:
        copy = Copy(device, clock=clock)
        copy.journal = {change.id: change for change in snapshot["journal"]}
        copy.reach, copy.base = dict(snapshot["reach"]), dict(snapshot["reach"])
        copy.base_left_out = set(snapshot["left_out"])
        copy.closed, copy.base_refused = dict(snapshot["closed"]), set(snapshot["refused"])
        copy.base_named = {key: set(ops) for key, ops in snapshot["named"].items() if ops}
        copy.waiting = {change.id: change for change in snapshot["waiting"]}
        copy.quarantine = {(change.id, change.hash): change for change in snapshot["quarantine"]}
        copy.erasing = any(op is not None and op.field == "erased" for change in copy.everything()
                           for op in change.ops)
        copy._reindex()
        return copy

    # -- Completeness (rule 6)

    def hear(self, device: Device, holds: dict[Origin, int]) -> None:
        """Notes what another device says it holds. Only what it has applied itself, never what it has heard."""
        known = self.heard.setdefault(device, {})
        if "heard_adopted" in BUGS:
            self.reach = {origin: max(holds.get(origin, 0), self.reach.get(origin, 0))
                          for origin in {*holds, *self.reach}}
        for origin, seq in holds.items():
            known[origin] = max(seq, known.get(origin, 0))

    def whose_work(self) -> dict[Device, dict[str, Any]]:
        """Whose work is in, up to when, and how many changes are known to exist but are not here."""
        said: dict[Origin, int] = {}
        for holds in (*self.heard.values(), *({change.origin: change.id[2]} for change in self.waiting.values())):
            for origin, seq in holds.items():
                said[origin] = max(seq, said.get(origin, 0))
        answer: dict[Device, dict[str, Any]] = {}
        for origin in sorted({*said, *self.reach}):
            here = self.reach.get(origin, 0)
            last = self.journal.get((*origin, here))
            entry = answer.setdefault(origin[0], {"up_to": None, "missing": 0})
            entry["missing"] += max(0, min(said.get(origin, 0), self.closed.get(origin, 1 << 62) - 1) - here)
            if last:
                entry["up_to"] = last.stamp
        return answer

    # -- What is shown

    def state(self) -> dict[str, Any]:
        """Rows, conflicts, what is pending and the figures."""
        from state import state_of

        return state_of(self)

    def canonical(self) -> str:
        """The state as text; equal for equal sets of changes."""
        return json.dumps(self.state(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def op_name(id: OpId) -> str:
    return "/".join(map(str, id))
