"""Changes the code that decides what a card says, one place at a time: does a test fail?

The changes are those of mutmut. Its own runner skips what matters most here: functions with
decorators, such as properties and cached functions; and each mutant would start with the caches of
the unchanged code. So only its changes are used. The tests are collected once. Each mutant is a
fork with empty caches, in which one function has other code; it ends with the first test that
fails. Generated tests come last, if no other test has failed. Tests marked as slow are left out.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from script.changes import (
    ROOT,
    Mutant,
    change,
    changed_source,
    known_at,
    modules,
    mutants_of,
)
from script.watching import Watch, caches, live_functions
from walletcard.clinical import once

TESTS = ("tests/clinical", "tests/cautions", "tests/wording")
LEFT_OUT = ("tests/clinical/test_every_field.py", "tests/clinical/test_reading_grade.py")
# Tests of a module that are not in the file of its name.
ALSO = {
    "around": ("meaning", "naming"),
    "naming": ("meaning", "asking", "suggest"),
    "spelling": ("naming", "meaning"),
    "printed_name": ("medicines", "exposures"),
    "meaning": ("aside", "names_in_texts"),
    "exposures": ("reported_rescues", "tolerated_and_taken", "exposures_together"),
    "staff": ("staff_notes",),
    "sizes": ("doubts",),
    "catalogue": ("loading",),
    "patient": ("record",),
    "statement": ("plan",),
    "yes_no": ("person",),
}
MOST_SECONDS = 20  # of tests for one mutant; the slowest tests are left out
GENERATED_SECONDS = 60  # of processor time for one generated test
MEMORY = 4 << 30  # bytes; an endless loop would fill all memory
# A fork answers `UNTRIED` if the code cannot be replaced: it ran at import, or closes over others.
KILLED, SURVIVED, TIMEOUT, UNTRIED = "killed", "survived", "timeout", "untried"


class Runner:
    """Runs each mutant in a fork of the process that has collected the tests."""

    def __init__(self, mutants: list[Mutant], processes: int) -> None:
        self.mutants, self.processes = mutants, processes
        self.watch = Watch()
        self.hits: dict[str, list[tuple[float, pytest.Item]]] = defaultdict(list)
        self.all: list[tuple[float, pytest.Item]] = []
        self.generated: list[pytest.Item] = []
        self.failed: list[str] = []
        self.in_fork = False
        self.started = time.time()

    def import_all(self) -> None:
        """Import the package; code that runs at import cannot be changed afterwards."""
        sys.settrace(self.watch.called)
        for module, file in modules().items():
            importlib.import_module(f"walletcard.{file.parent.name}.{module}")
        sys.settrace(None)
        self.at_import = self.watch.take()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """End a fork at its first failure."""
        if call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception):
            if self.in_fork:
                os._exit(1)
            self.failed.append(item.nodeid)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Move generated tests, which are slow, to the end."""
        self.generated = [one for one in items if is_generated(one)]
        items[:] = [one for one in items if one not in self.generated]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests once on the unchanged code, and then the mutants."""
        gc.unfreeze()  # frozen objects are not listed by gc
        self.functions = live_functions()
        self.caches = caches()
        kept = [one for one in self.caches if one.cache_parameters()["maxsize"] in (None, 1)]
        self.kept = [one for one in kept if str(one.__module__).startswith("walletcard.")]
        self.watch.cached = {one.__wrapped__.__code__ for one in self.kept}
        self._run_as_it_is(session.items)
        if self.failed:
            say(f"Left out, since they fail while they are watched: {', '.join(self.failed)}")
        gc.collect()
        gc.freeze()
        self._run_mutants()
        return True

    def _run_as_it_is(self, items: list[pytest.Item]) -> None:
        for one in self.caches:
            one.cache_clear()
        for item in items:
            # Each test starts with empty short caches, as in a fork.
            once.forget()
            for one in self.caches:
                if one not in self.kept:
                    one.cache_clear()
            began = time.process_time()
            sys.settrace(self.watch.called)
            run(item)
            sys.settrace(None)
            if item.nodeid in self.failed:
                continue
            timed = (time.process_time() - began, item)
            self.all.append(timed)
            for name in self.watch.take():
                self.hits[name].append(timed)
        for item in self.generated:
            run(item)
        self.generated = [one for one in self.generated if one.nodeid not in self.failed]
        say(f"{len(items)} tests in {sum(took for took, _ in self.all):.0f} s of processor time")

    def _run_mutants(self) -> None:
        waiting, running = list(reversed(self.mutants)), dict[int, Mutant]()
        while waiting or running:
            while waiting and len(running) < self.processes:
                one = waiting.pop()
                running[self._fork(one)] = one
            pid, status = os.wait()
            one = running.pop(pid)
            code = os.waitstatus_to_exitcode(status)
            one.result = {0: SURVIVED, 1: KILLED, 2: UNTRIED, 3: KILLED}.get(code, TIMEOUT)
            with Path(os.environ["RESULTS"]).open("a") as file:
                file.write(json.dumps([one.key, one.result]) + "\n")

    def _fork(self, mutant: Mutant) -> int:
        pid = os.fork()
        if not pid:
            self.in_fork = True
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
            try:
                self._test(mutant)
            finally:
                os._exit(3)
        return pid

    def _test(self, mutant: Mutant) -> None:
        name = f"{mutant.module}.{mutant.function}"
        if not change(mutant, self.functions[name]):
            os._exit(2)
        cold = name in self.watch.cold
        tests = chosen(mutant.module, self.all if cold else self.hits[name])
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        once.forget()
        for one in self.caches:
            if cold or one not in self.kept:
                one.cache_clear()
        timed = [(item, 5 + 3 * took) for took, item in tests]
        for item, most in (*timed, *((item, GENERATED_SECONDS) for item in self.generated)):
            # The change may have made an endless loop.
            seconds = int(time.process_time() + most)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
            run(item)
        os._exit(2 if name in self.at_import else 0)


def own_tests(module: str) -> list[Path]:
    """The files with the tests of a module."""
    names = {f"test_{name}.py" for name in (module, *ALSO.get(module, ()))}
    return [file for folder in TESTS for file in (ROOT / folder).iterdir() if file.name in names]


def chosen(module: str, tests: list[tuple[float, pytest.Item]]) -> list[tuple[float, pytest.Item]]:
    """The tests for a mutant: its module's own file first, and quick tests before slow ones."""
    own = own_tests(module)
    ordered = sorted(tests, key=lambda one: (one[1].path not in own, one[0]))
    some, total = [], 0.0
    for took, item in ordered:
        total += took
        if total > MOST_SECONDS:
            break
        some.append((took, item))
    return some


def is_generated(item: pytest.Item) -> bool:
    """Whether Hypothesis generates its arguments."""
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


def run(item: pytest.Item) -> None:
    """Run one test, with its fixtures."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def try_anew(mutant: Mutant, tests: list[str]) -> str:
    """Run some test files on a package that is loaded with the change in it."""
    path = modules()[mutant.module]
    source = path.read_text("utf-8")
    path.write_text(changed_source(mutant), "utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=False)  # noqa: S603
    finally:
        path.write_text(source, "utf-8")
    return KILLED if ran.returncode else SURVIVED


def say(line: str) -> None:
    """Print without buffering."""
    print(line, flush=True)


def main() -> None:
    """Choose the mutants, try them, and say which survived."""
    parser = argparse.ArgumentParser(prog="script/mutants")
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--since", metavar="COMMIT", help="only functions that are new since then")
    parser.add_argument("--percent", type=int, default=100, help="a sample of each module")
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--again", metavar="RESULTS", help="only those that no test caught then")
    parser.add_argument("--tests", nargs="+", default=TESTS, metavar="FILE")
    asked = parser.parse_args()
    os.environ.setdefault("RESULTS", str(ROOT / "mutants.jsonl"))
    known = known_at(asked.since) if asked.since else set()
    mutants, of = list[Mutant](), Counter[str]()
    for module in asked.modules or modules():
        found = list(mutants_of(module, known))
        of[module] = len(found)
        mutants += sampled(found, asked.percent, f"{asked.seed} {module}")
    if asked.again:
        before = [json.loads(line) for line in Path(asked.again).read_text().splitlines()]
        keys = {key for key, result in before if result in (SURVIVED, UNTRIED)}
        mutants = [one for one in mutants if one.key in keys]
    say(f"{len(mutants)} of {sum(of.values())} mutants, seed {asked.seed}")
    runner = Runner(mutants, asked.processes)
    runner.import_all()
    left_out = [f"--ignore={one}" for one in LEFT_OUT]
    pytest.main(
        [
            *asked.tests,
            *left_out,
            "-q",
            "-s",
            "--tb=short",
            "-p",
            "no:cacheprovider",
            "-m",
            "not slow and not browser and not node and not postgresql",
        ],
        plugins=[runner],
    )
    for one in mutants:
        if one.result == UNTRIED:
            one.result = try_anew(one, [str(file) for file in own_tests(one.module)])
    report(mutants, of)


def sampled(found: list[Mutant], percent: int, seed: str) -> list[Mutant]:
    """Some of the mutants, the same ones for the same seed."""
    return random.Random(seed).sample(found, round(len(found) * percent / 100))  # noqa: S311


def report(mutants: list[Mutant], of: Counter[str]) -> None:
    """Print the survivors, and how many there were of each kind in each module."""
    for one in mutants:
        if one.result == SURVIVED:
            say(f"\n== {one.module}.{one.function}\n{one.diff}")
    say(f"\n{'module':14}{'mutants':>9}{'tried':>7}{KILLED:>8}{TIMEOUT:>9}{SURVIVED:>10}")
    for module in of:
        _row(module, of[module], [one for one in mutants if one.module == module])
    _row("all", sum(of.values()), mutants)


def _row(name: str, total: int, mutants: list[Mutant]) -> None:
    counts = Counter(one.result for one in mutants)
    by = [counts[one] for one in (KILLED, TIMEOUT, SURVIVED)]
    say(f"{name:14}{total:9}{len(mutants):7}{by[0]:8}{by[1]:9}{by[2]:10}")


if __name__ == "__main__":
    main()
