"""Keeps files and functions small enough to be read at one sitting."""

import checkout
from cpp_functions import functions

FILE_LINES = 400
FUNCTION_LINES = 60


def problems(root):
    found = []
    for folder in ("model", "views", "app", "tests"):
        for path in checkout.files(root, checkout.CPP | {".py", ".sh"}, folder):
            place = path.relative_to(root).as_posix()
            text = path.read_text()
            lines = text.count("\n")
            if lines > FILE_LINES:
                found.append(f"{place}:1: the file has {lines} lines (limit {FILE_LINES})")
            if path.suffix not in checkout.CPP:
                continue
            for name, first, last in functions(text):
                length = last - first + 1
                if length > FUNCTION_LINES:
                    found.append(f"{place}:{first}: {name} has {length} lines (limit {FUNCTION_LINES})")
    return found


if __name__ == "__main__":
    checkout.main(problems)
