"""How a fixture is written: JSON with short numbers, one case a line."""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def _short(value):
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_short(item) for item in value]
    return value


def write_fixture(name, cases):
    """Writes `cases` (a list of plain values) to the folder named by the first argument, as NAME.json."""
    folder = sys.argv[1]
    lines = ",\n".join(json.dumps(_short(case), separators=(",", ":")) for case in cases)
    with open(os.path.join(folder, f"{name}.json"), "w", encoding="utf-8") as file:
        file.write(f"[\n{lines}\n]\n")
