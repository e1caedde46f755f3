"""Builds one invented archive with several tools in turn, and prints how they compare with ours.

    python tests/bench/bench.py --records 5000 --against hugo,material

prints one JSON object a line: `peer`, `records`, `ratio_wall` and `ratio_cpu` (the median over the
rounds of ours divided by the peer's in the same round, so less than 1 is faster than the peer),
their spread, `peak_mb`, `bytes`, and the seconds that they come from. The tools run one after
another in each round, in an order that is another one each time. `--keep FOLDER` leaves the input,
the output and the command line of each. What pip can bring comes with the extra `bench`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from peers import PEERS, Peer

OURS = "ours"
SMALL = 1_000
"""Records at which tools are run that take minutes for more."""
GONE = ".gone"
"""A folder for what earlier rounds made."""
ONLY_SMALL = ("sphinx-needs", "doorstop", "strictdoc")
_LONGEST = 1_800
"""Seconds after which a tool is stopped, and said to have been."""


@dataclass(frozen=True)
class Run:
    """One build: seconds on the wall, seconds of all processors."""

    wall: float
    cpu: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for."""
    asked = _asked(arguments)
    names = [name for name in asked.against if asked.records <= SMALL or name not in ONLY_SMALL]
    peers = [PEERS[name] for name in dict.fromkeys((*asked.ours, *names))]
    folder = Path(asked.keep or tempfile.mkdtemp(prefix="bench-")).resolve()
    try:
        for peer in peers:
            prepare(peer, folder, asked.records)
        runs = rounds(peers, folder, asked.rounds)
        peaks = {peer.name: peak(peer, folder / peer.name) for peer in peers}
        found = list(compared(peers, runs, peaks, folder, asked.records))
        for line in found:
            print(json.dumps(line))
        print(json.dumps(machine()), file=sys.stderr)
        if asked.csv:
            table(asked.csv, found)
        if asked.picture:
            picture(asked.picture, found)
    finally:
        shutil.rmtree(folder if not asked.keep else folder / GONE, ignore_errors=True)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    def names(text: str) -> list[str]:
        wanted = [name for name in text.split(",") if name]
        unknown = [name for name in wanted if name not in PEERS]
        if unknown:
            raise argparse.ArgumentTypeError(f"not known: {', '.join(unknown)}")
        return wanted

    others = [name for name in PEERS if not name.startswith(OURS)]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=SMALL, help="how many, by hundreds")
    parser.add_argument("--against", type=names, default=others, help="peers, by commas")
    parser.add_argument("--ours", type=names, default=[OURS], help="ours and ours-no-search")
    parser.add_argument("--rounds", type=int, default=5, help="at least five say something")
    parser.add_argument("--keep", metavar="FOLDER", help="leave everything in this folder")
    parser.add_argument("--csv", type=Path, help="write the figures to this file")
    parser.add_argument("--picture", type=Path, help="draw them, as SVG")
    return parser.parse_args(arguments)


def prepare(peer: Peer, folder: Path, records: int) -> None:
    """Write a tool's input and its command line, and build once, so that the disk is warm."""
    own = folder / peer.name
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    peer.write(own, records)
    (folder / f"{peer.name}.sh").write_text(
        f"# {peer.package} {peer.version}: {peer.settings}\n"
        f"cd {shlex.quote(str(own))}\nrm -rf {shlex.join([peer.output, *peer.cold])}\n"
        f"time {shlex.join(peer.argv)}\n"
    )
    run(peer, own)


def clear(peer: Peer, folder: Path) -> None:
    """Leave nothing of an earlier build.

    It is moved away, and deleted when all is done: for minutes after many files are deleted, some
    disks (ext4) take longer to make new ones, whichever tool makes them.
    """
    gone = folder.parent / GONE
    gone.mkdir(exist_ok=True)
    for name in (peer.output, *peer.cold):
        if (folder / name).exists():
            (folder / name).rename(gone / f"{peer.name}-{len(list(gone.iterdir()))}")
    os.sync()


def run(peer: Peer, folder: Path) -> Run:
    """Build once from nothing.

    Raises:
        SystemExit: the tool fails.
    """
    clear(peer, folder)
    before = os.times()
    started = time.perf_counter()
    done = subprocess.run(
        peer.argv,
        cwd=folder,
        env=os.environ | dict(peer.environment),
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    wall = time.perf_counter() - started
    after = os.times()
    if done.returncode:
        sys.exit(f"{peer.name} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    spent = after.children_user + after.children_system
    return Run(wall, spent - before.children_user - before.children_system)


def rounds(peers: Sequence[Peer], folder: Path, count: int) -> Mapping[str, list[Run]]:
    """Every tool once in each round; in each round another begins."""
    found: dict[str, list[Run]] = defaultdict(list)
    for number in range(count):
        start = number % len(peers)
        for peer in (*peers[start:], *peers[:start]):
            found[peer.name].append(run(peer, folder / peer.name))
            said = found[peer.name][-1]
            print(f"round {number + 1}: {peer.name} {said.wall:.2f} s", file=sys.stderr)
    return found


def peak(peer: Peer, folder: Path) -> float:
    """The most memory that a tool and its processes held at once, in MB, in a run of its own.

    What processes share is counted once. Linux alone can tell; elsewhere this is 0.
    """
    clear(peer, folder)
    if not Path("/proc/self/smaps_rollup").exists():
        return 0.0
    environment = os.environ | dict(peer.environment)
    with subprocess.Popen(
        peer.argv,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        most = [0.0]
        watching = threading.Thread(target=_watch, args=(process, most), daemon=True)
        watching.start()
        process.wait(_LONGEST)
        watching.join()
    return most[0] / 1000


def _watch(process: subprocess.Popen[bytes], most: list[float]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], sum(map(_held, _family(process.pid))))
        time.sleep(0.05)


def _family(pid: int) -> Iterator[int]:
    """A process and all that it has begun."""
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [(task / "children").read_text().split() for task in tasks]
    except OSError:
        return
    for child in (int(one) for some in children for one in some):
        yield from _family(child)


def _held(pid: int) -> float:
    """A process's share of memory, in kB."""
    try:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next(
        (float(line.split()[1]) for line in said.splitlines() if line.startswith("Pss:")), 0
    )


def compared(
    peers: Sequence[Peer],
    runs: Mapping[str, list[Run]],
    peaks: Mapping[str, float],
    folder: Path,
    records: int,
) -> Iterator[dict[str, object]]:
    """A line for each of ours, then one for each peer and each of ours that it is compared with."""
    ours = [peer for peer in peers if peer.name.startswith(OURS)]
    for peer in peers:
        with_whom = [peer] if peer in ours else ours
        for one in with_whom:
            pairs = list(zip(runs[one.name], runs[peer.name], strict=True))
            wall = sorted(a.wall / b.wall for a, b in pairs)
            cpu = sorted(a.cpu / b.cpu for a, b in pairs)
            yield {
                "peer": peer.name,
                "records": records,
                "ours": one.name,
                "ratio_wall": _round(statistics.median(wall)),
                "ratio_wall_spread": [_round(wall[0]), _round(wall[-1])],
                "ratio_cpu": _round(statistics.median(cpu)),
                "ratio_cpu_spread": [_round(cpu[0]), _round(cpu[-1])],
                "peak_mb": round(peaks[peer.name]),
                "bytes": sum(
                    file.stat().st_size for file in _files(folder / peer.name / peer.output)
                ),
                "files": sum(1 for _ in _files(folder / peer.name / peer.output)),
                "wall": _round(statistics.median(r.wall for r in runs[peer.name])),
                "cpu": _round(statistics.median(r.cpu for r in runs[peer.name])),
                "rounds": len(pairs),
                "version": peer.version,
                "settings": peer.settings,
            }


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _round(value: float) -> float:
    return float(f"{value:.3g}")


def machine() -> dict[str, object]:
    """Where this was measured."""
    names = Path("/proc/cpuinfo")
    lines = names.read_text().splitlines() if names.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")
    return {
        "machine": platform.platform(),
        "processor": model or platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def table(path: Path, found: Sequence[Mapping[str, object]]) -> None:
    """The figures as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)


_BAR, _LEFT, _WIDTH = 26, 150, 480


def picture(path: Path, found: Sequence[Mapping[str, object]]) -> None:
    """The seconds of each tool as bars."""
    seconds = {str(line["peer"]): float(str(line["wall"])) for line in found}
    longest = max(seconds.values())
    rows = []
    for number, (name, took) in enumerate(sorted(seconds.items(), key=lambda item: item[1])):
        top, width = 40 + number * _BAR, max(1, took / longest * _WIDTH)
        colour = "#1d4e89" if name.startswith(OURS) else "#8a8f98"
        rows.append(
            f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{name}</text>'
            f'<rect x="{_LEFT}" y="{top}" width="{width:.0f}" height="18" fill="{colour}"/>'
            f'<text x="{_LEFT + width + 8:.0f}" y="{top + 14}">{took:.1f} s</text>'
        )
    height = 60 + len(seconds) * _BAR
    title = f"Building {found[0]['records']:,} records from nothing, median of {found[0]['rounds']}"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" '
        f'font-family="sans-serif" font-size="13" role="img" aria-label="{title}">'
        f'<rect width="720" height="{height}" fill="#ffffff"/>'
        f'<text x="8" y="22" font-weight="bold">{title}</text>{"".join(rows)}</svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
