"""Whether a plate bore its trial before the camera, and the faults of it in words."""

from __future__ import annotations

from collections.abc import Iterator

from generator.jobs import Made
from generator.scan import GATES
from generator.scan.trial import FRAMES, Trial, failed, read_trials
from generator.store import Store
from generator.words import decimal, paper_word


def judge(store: Store, record: Made | None, plate: Made) -> Iterator[tuple[str, dict[str, str]]]:
    """Kind and parameters of what is wrong with the trial of a plate's PDF: plaque-untried, plaque-trial.

    It must be of this very PDF, and a final plate takes both gates and every frame.
    """
    if record is None:
        yield "plaque-untried", {}
        return
    trials, about = read_trials(store.get(record.digest))
    whole = set(GATES) <= set(about["readers"]) and about["seeds"] >= FRAMES
    final = not dict(plate.facts)["sample"]
    if about["pdf"] != plate.digest or (final and not whole):
        yield "plaque-untried", {}
    elif bad := failed(trials):
        found, found_en = ("; ".join(_told(bad, lang)) for lang in ("vi", "en"))
        yield "plaque-trial", {"found": found, "found_en": found_en}


def _told(trials: tuple[Trial, ...], lang: str) -> Iterator[str]:
    """Each trial in words: what was done to the code, and how often each reader got it right."""
    for trial in trials:
        counts = ", ".join(f"{name} {count}/{trial.frames}" for name, count in trial.read)
        yield f"{trial_words(trial.axis, trial.level, trial.unit, lang)} ({counts})"


def trial_words(axis: str, level: float, unit: str, lang: str) -> str:
    """A fault at a level in the certificate's words: 'mờ nét, 0,4 ô', 'out of focus, 0.4 modules'."""
    name = paper_word(f"axis-{axis}", lang)
    name = name[0].lower() + name[1:]
    if not unit:
        return name
    number = decimal(100 * level if unit == "share" else level, lang)
    words = (number, paper_word(f"unit-{unit}", lang))
    return f"{name}, {' '.join(words[::-1] if unit == 'quality' else words)}"
