"""The ledger under random work: whatever is recorded, the fold says what happened."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from generator.codes import draw
from generator.ledger import (
    FOLDER,
    Ledger,
    append,
    dump_ledger,
    gate,
    issue_event,
    load_ledger,
    next_event,
    read_ledger,
)
from generator.problems import ERROR, Problems

SITES = ("chua-co", "den-tho", "dinh-lang")
PARTS = ("", "cong", "gieng")
places = st.tuples(st.sampled_from(SITES), st.sampled_from(PARTS))


class LedgerMachine(RuleBasedStateMachine):
    """Codes issued, moved, printed, mounted, withdrawn and closed in any order."""

    codes = Bundle("codes")

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.folder = Path(self.home.name) / FOLDER
        self.rng = Random(1)  # noqa: S311
        self.expected: dict[str, tuple[str, str, str, dict[str, str]]] = {}
        self.past = [Ledger()]

    def teardown(self) -> None:
        """Remove the folder."""
        self.home.cleanup()

    @rule(target=codes, place=places)
    def issue(self, place: tuple[str, str]) -> str:
        """Issue a code for a place."""
        code = draw(self.past[-1].codes, (), self.rng)
        event = issue_event(code, place[0], part=place[1], at="2026-11-21", by="A", reason="thử")
        append(self.folder, event)
        self.expected[code] = (*place, "live", {})
        self.read()
        return code

    @rule(code=codes, place=places)
    def retarget(self, code: str, place: tuple[str, str]) -> None:
        """Lead a code elsewhere, with reason and evidence."""
        said = {"site": place[0], "part": place[1], "reason": "đổi", "evidence": "QĐ 1"}
        self.add(code, "retarget", said)
        self.expected[code] = (*place, "live", self.expected[code][3])

    @rule(code=codes, verb=st.sampled_from(["suspend", "tombstone"]))
    def stop(self, code: str, verb: str) -> None:
        """Suspend or close a code."""
        self.add(code, verb, {"reason": "ngừng"})
        site, part, _, plates = self.expected[code]
        self.expected[code] = (site, part, {"suspend": "suspended"}.get(verb, verb), plates)

    @rule(code=codes)
    def move_owner(self, code: str) -> None:
        """Another body answers: nothing else changes."""
        self.add(code, "move-owner", {"reason": "bàn giao"})

    @rule(code=codes)
    def print_plate(self, code: str) -> None:
        """Print the next plate."""
        plates = self.expected[code][3]
        serial = str(len(plates) + 1)
        self.add(code, "print", {"serial": serial, "host": "ditich.example"})
        plates[serial] = "printed"

    @rule(code=codes, verb=st.sampled_from(["install", "withdraw-plaque"]), data=st.data())
    def handle_plate(self, code: str, verb: str, data: st.DataObject) -> None:
        """Mount or take down a plate that was printed."""
        plates = self.expected[code][3]
        if plates:
            serial = data.draw(st.sampled_from(sorted(plates)))
            self.add(code, verb, {"serial": serial, "reason": "việc"})
            plates[serial] = {"install": "installed"}.get(verb, "withdrawn")

    def add(self, code: str, verb: str, said: dict[str, str]) -> None:
        """Append an event to a code."""
        state = self.past[-1].by_code[code]
        append(self.folder, next_event(state, verb, said, at="2026-11-21", by="A"))
        self.read()

    def read(self) -> None:
        """Read the whole ledger anew, which must have no problem."""
        problems = Problems()
        self.past.append(read_ledger(self.folder, problems))
        assert not list(problems)

    @invariant()
    def the_fold_says_what_happened(self) -> None:
        """Place, status and plates are those of the model."""
        found = {
            state.code: (
                state.site,
                state.part,
                state.status,
                {p.serial: p.status for p in state.plates},
            )
            for state in self.past[-1].states
        }
        assert found == self.expected

    @invariant()
    def no_past_is_lost(self) -> None:
        """Against every earlier ledger the gates find nothing; against a later one they do."""
        now = self.past[-1]
        sites = frozenset(SITES)
        for before in self.past:
            assert not [p for p in gate(before, now, sites, ()) if p.severity == ERROR]
        if len(self.past) > 1:
            assert gate(now, self.past[-2], sites, ()).errors()

    @invariant()
    def every_event_has_its_root_and_its_record(self) -> None:
        """Each ledger has another root, and reads back from its record."""
        assert len({ledger.root for ledger in self.past}) == len(self.past)
        assert load_ledger(dump_ledger(self.past[-1])) == self.past[-1]


TestLedgerMachine = LedgerMachine.TestCase
TestLedgerMachine.settings = settings(
    max_examples=15, stateful_step_count=12, deadline=None, derandomize=True
)
