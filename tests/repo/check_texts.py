"""Text files are plain, and speak of the project only, not of the machine they were written on."""

import re

import checkout

TEXT = {".cpp", ".h", ".py", ".sh", ".md", ".json", ".qrc", ".ts", ".txt", ".csv", ".cmake", ".desktop", ".supp", ""}
CODE = TEXT - {".txt", ".csv"}
# Inputs that are wrong on purpose, outputs kept as they came, and a text that is not ours.
AS_IT_CAME = re.compile(r"(^|/)(corpus|golden|data)/|^LICENSE$")
# Put together from parts, so that this file does not report itself.
MACHINE_PATHS = re.compile("/(?:" + "|".join(["work", "root", "home/[a-z]+"]) + ")/")
TEMPORARY = re.compile("/" + "tmp/")


def line_problem(line, suffix):
    if line.endswith("\r"):
        return "the line ends with CR LF"
    if line != line.rstrip():
        return "white space at the end of the line"
    if "\t" in line:
        return "a tab"
    if suffix in CODE and MACHINE_PATHS.search(line):
        return "a path of somebody's machine"
    if suffix == ".md" and TEMPORARY.search(line):
        return "a temporary path"
    return None


def problems(root):
    found = []
    for path in checkout.files(root, set()):
        place = path.relative_to(root).as_posix()
        if path.suffix not in TEXT or AS_IT_CAME.search(place):
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            found.append(f"{place}:1: not UTF-8")
            continue
        if text and not text.endswith("\n"):
            found.append(f"{place}:{text.count(chr(10)) + 1}: no line end at the end of the file")
        for number, line in enumerate(text.split("\n"), 1):
            if problem := line_problem(line, path.suffix):
                found.append(f"{place}:{number}: {problem}")
    return found


if __name__ == "__main__":
    checkout.main(problems)
