@echo off
rem Made by "ditich kiosk install". Starts the kiosk, and starts it anew should it ever end.
chcp 65001 >nul
title ditich kiosk
:again
"@PYTHON_CMD@" -m generator kiosk run --home "@HOME_CMD@"
timeout /t 2 /nobreak >nul
goto again
