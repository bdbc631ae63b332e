"""What every checker needs: the files of a checkout, and a report that ctest understands."""

import sys
from pathlib import Path

SKIPPED_FOLDERS = {".git", ".cache", "build", "hotshard-results", "__pycache__"}
CPP = {".cpp", ".h"}


def files(root, suffixes, below="."):
    """Files below a folder of the checkout with one of the suffixes, sorted; an empty set means all."""
    found = []
    for path in (root / below).rglob("*"):
        if SKIPPED_FOLDERS.isdisjoint(path.relative_to(root).parts) and path.is_file():
            if not suffixes or path.suffix in suffixes:
                found.append(path)
    return sorted(found)


def main(problems):
    """Runs a checker on the checkout named on the command line; the exit code says what it found."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    found = problems(root)
    for line in found:
        print(line)
    sys.exit(1 if found else 0)
