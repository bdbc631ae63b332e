"""Keeps files and functions small enough to be read at one sitting.

A table is no function to be understood step by step, and is as long as what it lists: the rows of a
test (`..._data`), and a body that is one single statement, such as the declaration of a component.
"""

import checkout
from cpp_functions import blank, functions

FILE_LINES = 400
FUNCTION_LINES = 60


def is_table(name, body):
    return name.endswith("_data") or body.count(";") == 1


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
            code = blank(text).split("\n")
            for name, first, last in functions(text):
                length = last - first + 1
                if length > FUNCTION_LINES and not is_table(name, "\n".join(code[first - 1 : last])):
                    found.append(f"{place}:{first}: {name} has {length} lines (limit {FUNCTION_LINES})")
    return found


if __name__ == "__main__":
    checkout.main(problems)
