"""Measuring: CPU and wall time of a call or of a whole process, rounds in turn so that a drifting machine touches all alike."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

WATCH = Path(__file__).resolve().parent / "watch.py"
Name = TypeVar("Name")
Spent = tuple[float, float]
"""CPU and wall in seconds."""


@dataclass
class Taken:
    """Rounds of one thing: CPU and wall in seconds, the peak memory of the largest process in MB (0 for calls)."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        return median(self.cpu) * 1000

    @property
    def wall_ms(self) -> float:
        return median(self.wall) * 1000

    @property
    def peak_mb(self) -> float:
        return median(self.peak)


def in_turn(calls: Mapping[Name, Callable[[], object]], rounds: int) -> dict[Name, Taken]:
    """Each call once uncounted, then all of them in every round."""
    return told_in_turn({name: partial(timed, call) for name, call in calls.items()}, rounds)


def timed(call: Callable[[], object], times: int = 1) -> Spent:
    """What a call took, one of so many in a row."""
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(times):
        call()
    return (time.process_time() - cpu) / times, (time.perf_counter() - wall) / times


def told_in_turn(calls: Mapping[Name, Callable[[], Spent]], rounds: int) -> dict[Name, Taken]:
    """The same for calls that tell themselves what they took, as those of another process do."""
    taken = {name: Taken() for name in calls}
    for number in range(rounds + 1):
        for name, call in calls.items():
            cpu, wall = call()
            if number:
                taken[name].cpu.append(cpu)
                taken[name].wall.append(wall)
    return taken


def processes(
    commands: Mapping[str, Sequence[str]],
    rounds: int,
    *,
    cwd: Path | None = None,
    before: Callable[[str], None] = lambda name: None,
    warm: bool = True,
) -> dict[str, Taken]:
    """The same for commands, each a process of its own; `before` readies the disk for the command of that name."""
    taken = {name: Taken() for name in commands}
    for number in range(0 if warm else 1, rounds + 1):
        for name, command in commands.items():
            before(name)
            one = process(command, cwd)
            if number:
                taken[name].cpu += one.cpu
                taken[name].wall += one.wall
                taken[name].peak += one.peak
    return taken


def process(command: Sequence[str], cwd: Path | None = None) -> Taken:
    """One run of a command with what its children used. Ends the bench when the command fails."""
    watched = [sys.executable, str(WATCH), *command]
    done = subprocess.run(watched, cwd=cwd, capture_output=True, text=True, errors="replace")
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    cpu, wall, peak = map(float, done.stdout.split())
    return Taken([cpu], [wall], [peak])
