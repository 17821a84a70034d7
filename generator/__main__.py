"""`python -m generator` and the command `ditich`.

A build after which nothing has changed is answered from here, before anything heavy is loaded.
"""

import gc
import sys

COLLECT_AFTER = 100_000
"""Objects made between two looks of the cyclic collector (Python's own is 700): nearly all of a build's
stay to its end, and looking through them again and again took a tenth of its time."""


def main() -> None:
    """The command; Ctrl-C ends it with a sentence and 130, even while modules are still loading."""
    try:
        _answer()
    except KeyboardInterrupt:
        _interrupted()
    finally:
        gc.freeze()  # else Python looks through all objects once more at its end: 0.07 s of a cold build


def _answer() -> None:
    """Answer at once if nothing has changed, else hand over to the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles, logs
    gc.set_threshold(COLLECT_AFTER)
    code = _again() if sys.argv[1:2] in (["build"], ["dung"]) else None
    if code is not None:
        sys.exit(code)
    from generator.cli import run

    run()


def _again() -> int | None:
    """The last build's exit code if nothing has changed; None to ask the command line.

    It is asked too where the words cannot be said or there is no folder: it tells that better.
    """
    if sys.stdout is None or sys.stderr is None:
        return None
    from generator.replay import replay

    try:
        code = replay(sys.argv[2:])
        sys.stdout.flush()
    except OSError:
        return None
    return code


def _interrupted() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # impatience while the sentence loads
    from generator.cli.frame import lang
    from generator.say import SAY

    if sys.stderr:
        sys.stderr.write(SAY[lang()]["interrupted"] + "\n")
    sys.exit(130)


if __name__ == "__main__":
    main()
