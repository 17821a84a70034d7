"""JSON Schema of site.yaml, made from the models: completion and checks while one types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator import disk
from generator.blocks import catalogue
from generator.model import Site
from generator.problems import Place, Problems

OURS = "Written by ditich schema"
"""What the schema says of itself (`$comment`): only a file that says so is written anew."""


def write_schema(target: Path, lang: str, problems: Problems) -> None:
    """The schema as the file `target`; a problem where that is no .json or holds anything else."""
    place = Place(str(target))
    if target.suffix.lower() != ".json":
        problems.add("schema-not-json", place, file=target)
    elif target.exists() and not _is_ours(target):
        problems.add("schema-in-the-way", place, file=target)
    else:
        with disk.told(target):
            disk.write(target, schema_text(lang).encode())


def _is_ours(path: Path) -> bool:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("$comment") == OURS


def schema_text(lang: str = "vi") -> str:
    """The schema (draft 2020-12) as text, with titles and help in `lang`."""
    return (
        json.dumps(_said(site_schema(), lang), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )


def site_schema() -> dict[str, Any]:
    """The schema of a site, each kind of block with its own fields."""
    schema = Site.model_json_schema(by_alias=True)
    definitions = schema["$defs"]
    refs = []
    for kind, block in catalogue().items():
        own = block.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
        definitions.update(own.pop("$defs", {}))
        definitions[f"block-{kind}"] = own
        refs.append({"$ref": f"#/$defs/block-{kind}"})
    schema["properties"]["blocks"] = {**schema["properties"]["blocks"], "items": {"anyOf": refs}}
    for name in ("stories", "narrations", "reviews", "as_of"):
        schema["properties"].pop(name)  # these have files of their own, or are no content
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": OURS, **schema,
    }  # fmt: skip


def _said(node: Any, lang: str) -> Any:
    """The schema with our labels and help in one language, and scalars open to plain text."""
    if isinstance(node, list):
        return [_said(item, lang) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _said(value, lang) for key, value in node.items() if key != "x-ditich"}
    # Scalars are text to us: `1970` and "51" are the same word, whichever an editor's YAML makes of it.
    if made.get("type") in ("string", "number", "integer", "boolean"):
        made["type"] = ["string", "number", "boolean"]
    if words := node.get("x-ditich"):
        made["title"] = words["label"][lang]
        made.pop("description", None)
        if words["help"][lang]:
            made["description"] = words["help"][lang]
    return made
