"""The JSON Schema is true: what an editor's YAML makes of a good site fits it, and mistakes do not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.schema import schema_text

ROOT = Path(__file__).parent.parent
SITES = sorted((*ROOT.glob("sites/*/site.yaml"), *ROOT.glob("generator/starter/sites/*/site.yaml")))


def as_an_editor_reads(value: Any) -> Any:
    """Plain scalars as YAML 1.2's core schema has them: numbers and true or false are no text."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads(item) for item in value]
    if value in ("true", "false"):
        return value == "true"
    if re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", value):
        return float(value) if "." in value else int(value)
    return value


def site(path: Path) -> dict[str, Any]:
    """The site as an editor's language server sees it."""
    read: dict[str, Any] = as_an_editor_reads(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))  # noqa: S506
    return read


def faults(content: dict[str, Any], lang: str = "vi") -> list[str]:
    """What the schema finds wrong."""
    validator = Draft202012Validator(json.loads(schema_text(lang)))
    return [error.message for error in validator.iter_errors(content)]


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.parent.name)
def test_good_sites_fit_the_schema(path: Path) -> None:
    """Years, counts and coordinates fit as numbers and as text alike, in both languages' schema."""
    assert faults(site(path)) == []
    assert faults(site(path), "en") == []


def test_the_schema_finds_what_is_wrong() -> None:
    """An unknown field, a wrong choice and a missing name do not fit."""
    content = site(SITES[0])
    assert faults({**content, "nmaes": []})
    assert faults({**content, "level": "nationl"})
    assert faults({key: value for key, value in content.items() if key != "names"})
