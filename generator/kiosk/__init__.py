"""The keeper of a kiosk: serves the kiosk edition on loopback and keeps a browser showing it.

Three processes, each watched by the one before it, so that no single death darkens the screen:

    systemd or kiosk.cmd → supervisor (`ditich kiosk run`) → keeper (`python -m generator.kiosk`) → browser

The supervisor does next to nothing and so has little to die of; it starts the keeper anew when it
ends or falls silent. The keeper serves pages (`handlers`), judges the beats they send (`watch`),
restarts the browser (`browser`), takes updates over (`home`) and counts (`counts`). The machine's
home folder holds whole generations and one small file that names the shown one.
"""
