"""4 make · certificate: what a plate's code was put through, for people (PDF, A5) and programs (JSON)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.jobs import Job, Made
from generator.make import Needs, Output, Templates
from generator.make.paper import drawn, files_of, set_paper
from generator.make.qr import symbol_of
from generator.print_jobs import CertificateJob, symbol_target
from generator.scan import Trial, read_trials
from generator.scan.trial import failed


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """`<target>.pdf` and `<target>.json`; a plate that was not tried yet is told so."""
    assert isinstance(job, CertificateJob)
    (symbol, plate, trial), address = job.needs, job.codes[0][1]
    trials, about = _trials(job, trial)
    data = json.loads(job.data)
    data |= {
        "facts": _facts(needs.get(plate, ())),
        "files": files_of({plate: needs.get(plate, ())}),
        "trials": [_told(one) for one in trials],
        "readers": _readers(trials),
        "further": bool(about.get("seeds_beyond")),
        "passed": bool(trials) and not failed(trials),
    }
    told_to_programs = data | {"trial": about}
    record = json.dumps(told_to_programs, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    engraver = symbol == symbol_target(address, engraver=True)
    data["codes"] = {"code": drawn(symbol_of(address, needs.get(symbol, ()), engraver=engraver))}
    pdf = set_paper(job.template, data, templates)
    told = (("paper", job.template), ("payload code", address))
    return (
        Output(f"{job.target}.pdf", pdf, "application/pdf", facts=told),
        Output(f"{job.target}.json", record.encode(), "application/json", facts=told),
    )


def _trials(job: CertificateJob, target: str) -> tuple[tuple[Trial, ...], dict[str, Any]]:
    """The trials and what they are about; none where the plate was not tried."""
    path = next((given.path for given in job.inputs if given.name == target), None)
    return read_trials(Path(path).read_bytes()) if path else ((), {})


def _facts(made: tuple[Made, ...]) -> dict[str, Any]:
    """What *make* knows of the plate's symbol; `module` in mm, `quiet` in modules."""
    facts = dict(made[0].facts) if made else {}
    return {
        "payload": facts.get("payload", ""),
        "version": facts.get("version", ""),
        "level": facts.get("level", ""),
        "mask": facts.get("mask", ""),
        "module": float(facts.get("module_mm", 0)),
        "quiet": int(facts.get("quiet_modules", 0)),
    }


def _told(trial: Trial) -> dict[str, Any]:
    return {
        "axis": trial.axis,
        "level": trial.level,
        "unit": trial.unit,
        "frames": trial.frames,
        "read": dict(trial.read),
        "breaks_at": trial.breaks_at,
        "gate": trial.gate,
        "passed": trial.passed,
    }


def _readers(trials: tuple[Trial, ...]) -> list[str]:
    """Every decoder that was there, in the order in which they appear."""
    return list(dict.fromkeys(name for trial in trials for name, _ in trial.read))
