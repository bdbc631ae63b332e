"""Reads every #include of model/, views/ and app/ and compares it with the layers.

The layers of the model are read from the link lists in model/CMakeLists.txt: what a layer does not
link, directly or through others, it may not include. The rules above the model are stated here.
"""

import re

import checkout

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
LAYER = re.compile(r"^model_layer\((\w+)([^)]*)\)", re.MULTILINE)

# Views know the session and the values that it hands out, never a component.
VIEWS_MAY = ["views/", "session/", "diagnosis/", "metrics/", "kernel/", "components/parameter.h"]
JSON_LAYERS = {"topology", "scenario"}
QT_LAYERS = {"session"}
# A run is a function of scenario, seed and changes: no clock, thread or foreign random numbers in it.
CLOCK_LAYERS = {"scenario", "diagnosis", "session"}
CLOCK_HEADERS = {"chrono", "ctime", "time.h", "thread", "random"}


def link_lists(root):
    """Layer -> the layers it may include, itself among them."""
    text = (root / "model/CMakeLists.txt").read_text()
    allowed = {}
    for name, arguments in LAYER.findall(text):
        depends = re.search(r"DEPENDS((?:\s+[a-z_]+)*)", arguments)
        direct = depends.group(1).split() if depends else []
        allowed[name] = {name}.union(*(allowed[layer] for layer in direct))
    return allowed


def model_problem(layer, bracket, header, allowed):
    if bracket == '"':
        target = header.split("/")[0]
        if "/" not in header:
            return f"write {header} with its layer: {layer}/{header}"
        if target not in allowed:
            return f"model may not include {header}"
        return None if target in allowed[layer] else f"{layer} may not include {header}"
    if re.match(r"(Qt\w*/)?Q[A-Z]|Qt", header) and layer not in QT_LAYERS:
        return f"{layer} may not include Qt: <{header}>"
    if header.startswith("nlohmann/") and layer not in JSON_LAYERS:
        return f"{layer} may not include JSON: <{header}>"
    if header in CLOCK_HEADERS and layer not in CLOCK_LAYERS:
        return f"{layer} may not include <{header}>: a run knows no clock, thread or foreign random number"
    return None


def upper_problem(place, header):
    """Includes in quotes of views/ and app/; `place` is the path of the including file."""
    if place.startswith("views/"):
        if not any(header == may or (may.endswith("/") and header.startswith(may)) for may in VIEWS_MAY):
            return f"views may not include {header}"
    elif place.startswith("app/cli/") and header.startswith(("views/", "app/window/")):
        return f"the command line may not include {header}: it is built without a display"
    return None


def problems(root):
    allowed = link_lists(root)
    found = []
    for folder in ("model", "views", "app"):
        for path in checkout.files(root, checkout.CPP, folder):
            place = path.relative_to(root).as_posix()
            for number, line in enumerate(path.read_text().splitlines(), 1):
                match = INCLUDE.match(line)
                if not match or match[2].endswith(".moc"):
                    continue
                if folder == "model":
                    layer = place.split("/")[1]
                    problem = (
                        model_problem(layer, match[1], match[2], allowed)
                        if layer in allowed
                        else f"{layer} is no layer of model/CMakeLists.txt"
                    )
                else:
                    problem = upper_problem(place, match[2]) if match[1] == '"' else None
                if problem:
                    found.append(f"{place}:{number}: {problem}")
    return found


if __name__ == "__main__":
    checkout.main(problems)
