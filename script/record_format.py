"""Writes `docs/record-format.md` from the model of the record; `script/record-format` runs it.

Each field is described once, in the model. `walletcard schema` prints the same descriptions for
programs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import LINES_TOGETHER, RECORD_BYTES, RECORD_CHARACTERS

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "record-format.md"
SMALLEST = ROOT / "tests" / "patients" / "02-least.json"

Schema = Mapping[str, Any]

# What the tables call each type of the schema.
KINDS = {
    "line": "line of text",
    "text": "text",
    "partial-date": "date",
    "date": "whole date",
    "language": "language code",
    "file-name": "file name",
    "boolean": "true or false",
    "integer": "whole number",
    "string": "text",
}

INTRODUCTION = """\
# The patient record, version 1

<!-- Written by script/record-format. Change the descriptions in the model, then run it. -->

A record is one person's answers as a JSON file in UTF-8. The form saves it, `walletcard print FILE`
prints it, and `walletcard schema` shows the same rules as a JSON Schema.
[tests/patients](../tests/patients) has examples.

* **Missing is not "none".** A field that is missing was not answered, and prints as "not known". An
  empty list was answered with "none".
* **What was typed is printed as typed.** Nothing is cut, converted or rounded.
* A **line of text** has no line break; a **text** may have some.
* A **date** is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as much of it as is known. A **whole date** has
  all three.
* A **number** is written with a point (`0.3`), or as text in quotes.
* A **language code** is one of BCP 47, such as `en` or `pt-BR`.
* An **id** names a catalogue entry: the generic English name in small letters, with hyphens. An id
  that the catalogue lacks is refused, with the nearest one that it has.
* A field that is not listed here is refused.
* A record has at most {characters:,} characters, {lines} line breaks and {bytes} KiB.

The smallest record that prints a card has only the five fields that are needed:

```json
{example}
```
"""


def document() -> str:
    """The whole page."""
    schema = Patient.model_json_schema()
    parts = schema["$defs"]
    tables = [_table("The record", schema)]
    tables += [_table(name, parts[name]) for name in _in_order(schema, parts)]
    return "\n".join([_introduction(), *tables, *_ids()])


def write() -> None:
    """Write the page into `docs/`."""
    FILE.write_text(document(), "utf-8")


def fields_without_description(model: type[BaseModel] = Patient) -> list[str]:
    """The fields of a model that have no description, such as `Weight.unit`."""
    schema = model.model_json_schema()
    return [
        f"{name}.{field}"
        for name, part in {schema["title"]: schema, **schema["$defs"]}.items()
        for field, about in part.get("properties", {}).items()
        if not about.get("description")
    ]


def _introduction() -> str:
    record = json.loads(SMALLEST.read_text("utf-8"))
    needed = {key: record[key] for key in Patient.model_json_schema()["required"]}
    return INTRODUCTION.format(
        characters=RECORD_CHARACTERS,
        lines=LINES_TOGETHER,
        bytes=RECORD_BYTES // 1024,
        example=json.dumps(needed, indent=2),
    )


def _in_order(schema: Schema, parts: Mapping[str, Schema]) -> list[str]:
    """The parts of the record that have fields, in the order in which they are first mentioned."""
    found: list[str] = []
    for name in _named_in(schema["properties"]):
        if "properties" in parts[name]:
            found += [name, *_in_order(parts[name], parts)]
    return list(dict.fromkeys(found))


def _named_in(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield _part_of(schema)
        schema = list(schema.values())
    if isinstance(schema, list):
        for one in schema:
            yield from _named_in(one)


def _part_of(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _table(name: str, part: Schema) -> str:
    needed = part.get("required", ())
    rows = [
        f"| `{field}` | {_kind(about)} | {'yes' if field in needed else ''} | "
        f"{about.get('description', '')} |"
        for field, about in part["properties"].items()
    ]
    head = ["| field | what it holds | needed | meaning |", "|---|---|---|---|"]
    return "\n".join([f"## {name}", "", str(part["description"]), "", *head, *rows, ""])


def _kind(about: Schema) -> str:
    """The type of a field in words; `null` is left out, since any field may be missing."""
    choices = [one for one in about.get("anyOf", ()) if one.get("type") != "null"]
    if any(one.get("type") == "number" for one in choices):
        return "number"
    schema = choices[0] if choices else about
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{one}`" for one in schema.get("enum", [schema.get("const")]))
    if "$ref" in schema:
        return _link(_part_of(schema))
    return _many(schema) or _plain(schema)


def _link(name: str) -> str:
    part = Patient.model_json_schema()["$defs"][name]
    return _kind(part) if "enum" in part else f"[{name}](#{name.lower()})"


def _many(schema: Schema) -> str:
    if schema.get("type") == "array":
        most = f", at most {schema['maxItems']}" if "maxItems" in schema else ""
        return f"list of {_kind(schema['items'])}{most}"
    return f"{_kind(schema['additionalProperties'])} by id" if schema["type"] == "object" else ""


def _plain(schema: Schema) -> str:
    kind = KINDS.get(schema.get("format", schema["type"]), str(schema.get("format", "")))
    if "maxLength" in schema:
        return f"{kind}, at most {schema['maxLength']:,} characters"
    if "minimum" in schema:
        return f"{kind}, {schema['minimum']} to {schema['maximum']}"
    return kind


def _ids() -> Iterator[str]:
    known = catalogue()
    yield "## Ids\n"
    yield (
        "`walletcard catalogue --json` lists all ids, and `walletcard suggest WORDS` those that\n"
        "some words may mean. The short lists are:\n"
    )
    yield _names("subtypes", {one.id: one.name for one in known.subtypes.values()})
    yield _names("devices", {one.id: one.form for one in known.devices.values()})
    yield _names("signs of a reaction", {one.id: one.name for one in known.signs.values()})
    yield _names("questions", {one.id: one.question for one in known.alerts.values()})


def _names(heading: str, names: Mapping[str, str]) -> str:
    rows = [f"| `{id}` | {name} |" for id, name in names.items()]
    return "\n".join([f"| {heading} | |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    write()
