"""An original that is saved anew while a build runs never gives bytes under the old one's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from generator.disk import digest_of
from generator.jobs import Input, PictureJob
from generator.make import Templates
from generator.problems import MachineTrouble
from generator.work import Task, labour


def test_a_picture_saved_anew_while_it_is_made_stops_the_build(tmp_path: Path) -> None:
    """With the digest of other bytes nothing is kept; with its own the picture is made."""
    path = tmp_path / "cong.png"
    Image.new("RGB", (500, 300), "#446688").save(path)
    job = PictureJob("web", "m/x", "dinh-thu", (Input(str(path), digest_of(path)),), widths=(480,))
    task = Task(job, (), Templates(()), tmp_path / "store")
    Image.new("RGB", (500, 300), "#884466").save(path)
    with pytest.raises(MachineTrouble) as trouble:
        labour(task)
    assert trouble.value.kind == "changed-while-building"
    assert trouble.value.params["file"] == str(path)
    assert not list(tmp_path.glob("store/*/*"))
    fresh = replace(job, inputs=(Input(str(path), digest_of(path)),))
    made, problems = labour(replace(task, job=fresh))
    assert problems == ()
    assert {one.target for one in made} > {"m/x-480.jpg"}
