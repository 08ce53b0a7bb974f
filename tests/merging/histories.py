"""Random histories in the form of the vectors, for an implementation to be compared with the model.

    python3 histories.py 200 1        so many histories, from a seed on
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any, Optional

import simulate
from model import REFERENCES, Change, Copy, Hidden, Op, Refused
from scenarios import change_id_json, change_json, reach_json, uid


def device_uid(name: str) -> str:
    return uid(f"device {name}")


class Names:
    """The short names of a simulated history as the UUIDs they stand for."""

    def change(self, id: Optional[tuple]) -> Optional[tuple]:
        return id and (device_uid(id[0]), *id[1:])

    def value(self, entity: str, field: Optional[str], value: Any) -> Any:
        if (entity, field) == ("session", "date") and value is None:
            # A session without a day is in no period, of which the model knows nothing.
            return "2026-09-04"
        if isinstance(value, Hidden) or value is None:
            return value
        if field in REFERENCES.get(entity, {}):
            return uid(value)
        if field == "device":
            return device_uid(value)
        if field == "erased":
            seen = {f"{device_uid(key.rpartition('/')[0])}/{key.rpartition('/')[2]}": seq
                    for key, seq in value["seen"].items()}
            return {**value, "uid": uid(value["uid"]), "rows": [uid(row) for row in value["rows"]], "seen": seen}
        if (entity, field) == ("certificate", "kind"):
            return "participation"
        return value

    def op(self, op: Optional[Op]) -> Optional[Op]:
        if op is None:
            return None
        cells = {name: self.value(op.entity, name, value) for name, value in op.cells.items()}
        return Op(self.change(op.id), op.entity, uid(op.row), op.field, cells,
                  tuple(sorted(map(self.change, op.parents))), self.change(op.restores), op.pseudonym,
                  tuple(sorted(map(uid, op.aware))))

    def make(self, change: Change) -> Change:
        return Change.make(self.change(change.id), change.stamp, change.kind, map(self.op, change.ops),
                           undoes=self.change(change.undoes), redoes=self.change(change.redoes),
                           voids=tuple(map(self.change, change.voids)))


def written(rng: random.Random) -> list[Change]:
    """Everything that was written in a history."""
    copies = rng.choice((2, 2, 3))
    world = simulate.World(rng, copies, classes=rng.choice((1, 2)))
    limited = rng.random() < 0.2
    if limited:
        world.write(world.copies[0], "granted", ("create", "grant", "grant", {
            "device": world.copies[1].device, "class": "class0"}))
    forked = rng.random() < 0.15
    if forked:
        one = world.copies[1]
        world.act(one)
        other = Copy(one.device, clock=one.clock)
        other.receive(one.everything())
        other.own |= one.own
        world.copies.append(other)
    for _ in range(rng.randint(3, 14)):
        try:
            world.act(rng.choice(world.copies))
        except simulate.Broken:
            # A limited device has written what has no effect.
            assert limited
        if rng.random() < 0.5:
            source, target = rng.sample(world.copies, 2)
            # The two sides of a fork go on until somebody has heard both.
            if not forked or target is world.copies[0]:
                world.deliver(source, target)
    if limited and rng.random() < 0.5:
        held = {str(epoch): seq for (device, epoch), seq in world.copies[0].reach.items()
                if device == world.copies[1].device}
        world.write(world.copies[0], "grant_ended", ("set", "grant", "closed", held or {"1": 0}))
    return list(world.log.values())


def history(seed: int) -> dict[str, Any]:
    rng = random.Random(seed)
    names = Names()
    changes = [names.make(change) for change in written(rng)]
    count = len(changes)
    orders = [list(range(count)), rng.sample(range(count), count) + rng.choices(range(count), k=2)]
    last = Copy(uid("device reader"))
    last.receive(changes)
    state = last.state()
    state["rows"] = [{"row": row, **shown} for row, shown in state["rows"].items()]
    figures = state.pop("figures")
    return {
        "name": f"seed {seed}", "about": "", "labels": {},
        "changes": [change_json(change) for change in changes],
        "deliveries": orders,
        "expect": {**state, "holds": reach_json(last.reach), "gone": [],
                   "waiting": sorted("/".join(map(str, id)) for id in last.waiting),
                   "figures": [{"course": course, "students": [
                       {"student": student, **one} for student, one in figure["students"].items()]}
                       for course, figure in figures.items()]},
        "asked": asked(rng, changes), "excerpt": None,
    }


def asked(rng: random.Random, changes: list[Change]) -> list[dict[str, Any]]:
    """What becomes of undoing changes in the end, each on a copy of its maker."""
    questions = []
    for change in rng.sample(changes, min(3, len(changes))):
        copy = Copy(change.id[0])
        copy.receive(changes)
        # Who asks is given what is held, and knows nothing of what is put aside.
        if copy.quarantine or change.id not in copy.journal:
            continue
        copy.own = {one.hash for one in copy.journal.values() if one.id[0] == copy.device}
        # What it does is written under an epoch of its own, as on a copy that has been restored.
        copy.begin_epoch()
        held = reach_json(copy.reach)
        try:
            answer, done = "done", copy.undo(change.id)
        except Refused as refused:
            answer, done = refused.reason, None
        questions.append({"copy": copy.device, "holds": held, "do": "undo", "change": change_id_json(change.id),
                          "wish": None, "answer": answer, "writes": change_json(done) if done else None})
    return questions


def main() -> int:
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    json.dump({"format": 1, "scenarios": [history(seed + n) for n in range(count)]}, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
