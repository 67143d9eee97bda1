"""Ingest the real pages, score the database with the public scorer, and hold the figures to their floors.

    python .ci/scores.py SHARED_FOLDER WORK_FOLDER

Needs the folder of shared material (pages, gold files, scorer). Exits 1 when a floor of `.ci/scores.toml` is missed.
"""

import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

_F1 = re.compile(r"^(?P<name>[\w ]+): F1 (?P<value>[\d.]+)")
_RIGHT = re.compile(r"^(?P<name>[\w ]+): (?:\d+/\d+ = (?P<value>[\d.]+)|(?P<part>\d+)/(?P<whole>\d+))$")
_LINKED = re.compile(r"^(?P<name>[\w -]+): in one story (?P<part>\d+)/(?P<whole>\d+)")
#: Figures that must stay below their bound.
_CEILINGS = frozenset({"pages where a citation became a credit", "quotes in one story"})


def main(shared: Path, work: Path) -> int:
    floors = tomllib.loads(Path(__file__).with_name("scores.toml").read_text(encoding="utf-8"))
    database = work / "scores.db"
    ingest = ["tracker", "ingest", "--db", f"sqlite:///{database}"]
    for name in ("news-2019.warc.gz", "pages.warc.gz"):
        started = time.monotonic()
        subprocess.run([*ingest, str(shared / "data" / name)], check=True)
        print(f"{name}: ingested in {time.monotonic() - started:.0f} s")
    missed = []
    for step, table in floors.items():
        gold = shared / "data" / table.pop("gold")
        what = step if step in ("credits", "pages") else "pairs"
        command = [sys.executable, str(shared / "eval" / "score.py"), str(database), what, str(gold)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        print(f"-- {step}\n{output}", end="")
        figures = _figures(output)
        for name, bound in table.items():
            ceiling = name in _CEILINGS
            held = name in figures and (figures[name] <= bound if ceiling else figures[name] >= bound)
            verdict = "ok" if held else "MISSED"
            print(f"{verdict}: {step}, {name} {figures.get(name)} ({'ceiling' if ceiling else 'floor'} {bound})")
            if verdict != "ok":
                missed.append(name)
    return 1 if missed else 0


def _figures(output: str) -> dict[str, float]:
    figures: dict[str, float] = {}
    for line in output.splitlines():
        if found := _F1.match(line):
            figures[f"{found['name']} F1"] = float(found["value"])
        elif found := _LINKED.match(line):
            figures[f"{found['name']} in one story"] = int(found["part"]) / int(found["whole"])
        elif found := _RIGHT.match(line):
            value = found["value"]
            figures[found["name"]] = float(value) if value else int(found["part"]) / int(found["whole"])
    return figures


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
