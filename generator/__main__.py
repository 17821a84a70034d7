"""`python -m generator` and the command `ditich`.

A build after which nothing has changed is answered from here, before anything heavy is loaded.
"""

import sys


def main() -> None:
    """Answer at once if nothing has changed, else hand over to the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles, logs
    if sys.argv[1:2] in (["build"], ["dung"]):
        from generator.replay import replay

        code = replay(sys.argv[2:])
        if code is not None:
            sys.exit(code)
    from generator.cli import run

    run()


if __name__ == "__main__":
    main()
