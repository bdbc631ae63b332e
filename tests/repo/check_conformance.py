"""The table of rules is whole: every test vector and every conformance test has a row, every row a source and a test."""

import csv
import re

import checkout

VECTORS = [f"T{number}" for number in range(1, 25)]
COLUMNS = ["vector", "rule", "source", "shown_by"]


def slots(path):
    """Names of a Qt Test program's test functions."""
    declared = re.findall(r"^    void (\w+)\(\)[;\s]", path.read_text(), re.MULTILINE)
    return {name for name in declared if not name.endswith("_data")}


def problems(root):
    folder = root / "tests/conformance"
    table = folder / "rules.csv"
    place = table.relative_to(root).as_posix()
    tests = {f"{path.stem}.{slot}" for path in folder.glob("tst_*.cpp") for slot in slots(path)}
    with table.open(newline="") as text:
        reader = csv.DictReader(text)
        rows = [(reader.line_num, row) for row in reader]
    found = [] if reader.fieldnames == COLUMNS else [f"{place}:1: the columns are {', '.join(COLUMNS)}"]
    for line, row in rows:
        if not row["rule"] or not row["source"]:
            found.append(f"{place}:{line}: a rule without its words or its source")
        if row["vector"] and row["vector"] not in VECTORS:
            found.append(f"{place}:{line}: there is no test vector {row['vector']}")
        if row["shown_by"] not in tests:
            found.append(f"{place}:{line}: there is no test {row['shown_by']}")
    shown = {row["shown_by"] for _, row in rows}
    found += [f"{place}:1: no row for the test {test}" for test in sorted(tests - shown)]
    vectors = {row["vector"] for _, row in rows}
    found += [f"{place}:1: no row for the test vector {vector}" for vector in VECTORS if vector not in vectors]
    return found


if __name__ == "__main__":
    checkout.main(problems)
