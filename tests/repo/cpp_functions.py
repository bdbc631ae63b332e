"""Where functions begin and end in a C++ file, found by braces; no compiler needed.

Good for code formatted as ours: a brace opens a function when it follows a parameter list outside
any function. Bodies are not looked into, so a lambda counts as part of its function.
"""

import re

# Comments, raw strings, strings, characters, digit separators and preprocessor lines, in this order.
NOISE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<end>[^(\s]*)\(.*?\)(?P=end)"|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Za-z_])(?:u8|[uUL])?'(?:\\.|[^'\\\n])+'|(?<=[0-9A-Fa-f])'(?=[0-9A-Fa-f])"
    r"|^[ \t]*\#(?:\\\n|[^\n])*",
    re.DOTALL | re.MULTILINE,
)
# What may stand between a parameter list and the body: qualifiers, or a trailing return type.
AFTER_PARAMETERS = re.compile(
    r"(?:\s|const\b|noexcept\b|override\b|final\b|mutable\b|try\b|&|requires\b.*|->.*)*", re.DOTALL
)
NAME = re.compile(r"([~\w:]+|operator\s*\(\)|operator\s*[^\s\w(]+)\s*$")


def blank(text):
    """The text without noise; every line keeps its number."""
    return NOISE.sub(lambda match: "\n" * match[0].count("\n") or " ", text)


def past_group(code, at):
    """The index behind the bracket that closes the one at `at`."""
    depth = 0
    for index in range(at, len(code)):
        if code[index] in "({[":
            depth += 1
        elif code[index] in ")}]":
            depth -= 1
            if depth == 0:
                return index + 1
    return len(code)


def groups(head):
    """Spans of the outermost parentheses of a statement's head."""
    spans, at = [], 0
    while (at := head.find("(", at)) >= 0:
        end = past_group(head, at)
        spans.append((at, end))
        at = end
    return spans


def function_name(head):
    """The name when a body may follow this head, else None."""
    for begin, end in groups(head):
        name = NAME.search(head[:begin])
        if not name or name[1] in ("noexcept", "requires", "alignas", "decltype", "explicit"):
            continue
        rest = head[end:]
        members = re.match(r"\s*(?:noexcept\s*)?:(?!:)", rest)
        if members and re.search(r"[)}]\s*$", rest):
            return name[1]
        if AFTER_PARAMETERS.fullmatch(rest):
            return name[1]
    # A lambda at namespace level is a function too.
    return "lambda" if re.search(r"\]\s*(\([^()]*\))?\s*(mutable|noexcept)?\s*$", head) else None


def functions(text):
    """(name, first line, last line) of every function with a body."""
    code = blank(text)
    found, head, at = [], 0, 0
    while at < len(code):
        char = code[at]
        if char == "(":
            at = past_group(code, at)
        elif char == "{":
            statement = code[head:at]
            if name := function_name(statement):
                end = past_group(code, at)
                begin = head + len(statement) - len(statement.lstrip())
                found.append((name, code.count("\n", 0, begin) + 1, code.count("\n", 0, end - 1) + 1))
                at = head = end
            elif re.search(r"\b(namespace|class|struct|union|extern)\b(?![^<]*>)", statement):
                at = head = at + 1
            else:  # an initialiser or an enum: the statement goes on behind it
                at = past_group(code, at)
        else:
            at += 1
            if char in ";}" or (char == ":" and re.search(r"\b(public|private|protected|slots|Q_SLOTS)\s*$",
                                                          code[head:at - 1])):
                head = at
    return found
