"""Finds small changes of the package's functions, and makes them in loaded code or in a file.

The changes are those of mutmut, which itself skips functions with decorators.
"""

from __future__ import annotations

import ast
import difflib
import os
import subprocess
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import Mutation, MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

ROOT = Path(__file__).parent.parent
ROOMS = ("clinical", "cautions")


@dataclass
class Mutant:
    """One change: where it is, and the code of the changed function."""

    module: str
    function: str  # with its class, if it is a method
    diff: str
    lines: tuple[int, int]  # of the function in its file
    text: str
    result: str = ""

    @property
    def key(self) -> str:
        """What tells this change from all others."""
        return f"{self.module}.{self.function}\n{self.diff}"


def modules() -> dict[str, Path]:
    """The files whose code is changed, by module name."""
    files = [file for room in ROOMS for file in sorted((ROOT / "walletcard" / room).glob("*.py"))]
    return {file.stem: file for file in files if file.stem != "__init__"}


class Visitor(MutationVisitor):  # type: ignore[misc] # mutmut is not installed here
    """Finds the changes, in functions with decorators too, but not in default arguments."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Decorator | cst.Param):
            return True
        if isinstance(node, cst.FunctionDef) and node.decorators:
            return False
        return bool(super()._skip_node_and_children(node))


def mutants_of(module: str, known: set[str]) -> Iterator[Mutant]:
    """All changes of a module, except in functions that are `known` from an earlier release."""
    source = modules()[module].read_text("utf-8")
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = Visitor(mutation_operators, IgnoredCode(set(), set(), set()))
    tree = wrapper.module
    wrapper.visit(visitor)
    places = wrapper.resolve(PositionProvider)
    names = dict(_functions(tree))
    for one in visitor.mutations:
        function = one.contained_by_top_level_function
        if isinstance(function, cst.FunctionDef) and _plain(function, tree) not in known:
            yield _mutant(module, names[function], one, tree, places[function])


def _functions(tree: cst.Module) -> Iterator[tuple[cst.FunctionDef, str]]:
    for one in tree.body:
        if isinstance(one, cst.FunctionDef):
            yield one, one.name.value
        elif isinstance(one, cst.ClassDef):
            for method in one.body.body:
                if isinstance(method, cst.FunctionDef):
                    yield method, f"{one.name.value}.{method.name.value}"


def _plain(function: cst.FunctionDef, tree: cst.Module) -> str:
    """A function without comments and layout, to tell whether its code is the same."""
    return ast.dump(ast.parse(tree.code_for_node(function)))


def _mutant(module: str, name: str, one: Mutation, tree: cst.Module, place: Any) -> Mutant:
    function = one.contained_by_top_level_function
    assert isinstance(function, cst.FunctionDef)
    changed = deep_replace(function, one.original_node, one.mutated_node)
    before, after = (tree.code_for_node(some).strip("\n") for some in (function, changed))
    diff = difflib.unified_diff(before.split("\n"), after.split("\n"), n=1, lineterm="")
    lines = [line for line in diff if not line.startswith(("---", "+++", "@@"))]
    # libcst gives a function the comments before it; `place` does not include them.
    text = after[after.index("def ") :]
    if "." in name:
        text = textwrap.indent(text, "    ")
    return Mutant(module, name, "\n".join(lines), (place.start.line, place.end.line), text)


def known_at(commit: str) -> set[str]:
    """Every function of the package at a commit, whichever file it was in."""
    found = set()
    for name in _git("ls-tree", "-r", "--name-only", commit, "walletcard").split():
        if name.endswith(".py"):
            tree = cst.parse_module(_git("show", f"{commit}:{name}"))
            found |= {_plain(function, tree) for function, _ in _functions(tree)}
    return found


def _git(*words: str) -> str:
    command = ["git", "-C", os.environ["CHECKOUT"], *words]
    return subprocess.check_output(command, text=True)  # noqa: S603


def changed_source(mutant: Mutant) -> str:
    """The text of a module with one function changed."""
    lines = modules()[mutant.module].read_text("utf-8").split("\n")
    first, last = mutant.lines
    return "\n".join([*lines[: first - 1], mutant.text, *lines[last:]])


def change(mutant: Mutant, functions: list[FunctionType]) -> bool:
    """Replace the code of every copy of a function; return False if that cannot be done."""
    name = str(modules()[mutant.module])
    try:
        changed = compile(changed_source(mutant), name, "exec")
        codes = {code.co_qualname: code for code in _codes(changed)}
        for one in functions:
            one.__code__ = codes[one.__code__.co_qualname]
    except (KeyError, SyntaxError, ValueError):
        return False
    return bool(functions)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _codes(one)
