"""No test is silent: each is built by tests/CMakeLists.txt and none excuses itself."""

import re

import checkout


def problems(root):
    known = set(re.findall(r"\w+", (root / "tests/CMakeLists.txt").read_text()))
    found = []
    for path in checkout.files(root, {".cpp"}, "tests"):
        if not path.name.startswith("tst_"):
            continue
        place = path.relative_to(root).as_posix()
        if path.parent.name not in known or path.parent.parent != root / "tests":
            found.append(f"{place}:1: tests/CMakeLists.txt does not know this folder: the test never runs")
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"\bQSKIP\b|\bQEXPECT_FAIL\b", line):
                found.append(f"{place}:{number}: a test that may not fail")
    return found


if __name__ == "__main__":
    checkout.main(problems)
