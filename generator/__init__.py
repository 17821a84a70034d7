"""ditich: read → check → plan → make → prove → publish.

Six stages turn descriptions of Vietnamese relic sites into web pages, plaques and a kiosk;
`pipeline.py` is the whole house on one screen and ARCHITECTURE.md tells it in words.
"""

__version__ = "0.1.0"
