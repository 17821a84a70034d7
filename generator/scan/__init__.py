"""Reading codes as phones do: decoders, what a camera does to a picture, what a plate withstands.

Knows nothing of plates but a picture, an address and lengths in mm; *make* writes certificates from
it, *prove* judges by it, and `ditich proof` looks at photographs with it.
"""

from __future__ import annotations

from generator.scan.decoders import GATES, decode, readers
from generator.scan.trial import Trial, read_trials

__all__ = ["GATES", "Trial", "decode", "read_trials", "readers"]
