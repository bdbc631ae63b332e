"""Each checker must report a small wrong tree, and say nothing about a right one."""

import tempfile
import unittest
from pathlib import Path

import check_conformance
import check_layers
import check_sizes
import check_tests
import check_texts
from cpp_functions import functions

MODEL = "model_layer(kernel)\nmodel_layer(record DEPENDS kernel)\nmodel_layer(session DEPENDS record QT Core)\n"


def reported(checker, tree):
    """What a checker says about a tree given as {path: text}."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in tree.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode())
        return checker.problems(root)


def layers(path, *includes):
    lines = "".join(f"#include {header}\n" for header in includes)
    return reported(check_layers, {"model/CMakeLists.txt": MODEL, path: lines})


class Layers(unittest.TestCase):
    def test_layers_below_are_allowed_also_indirectly(self):
        self.assertEqual(layers("model/session/a.cpp", '"session/a.h"', '"kernel/time.h"', "<QThread>", "<chrono>"), [])

    def test_a_layer_above_is_reported_with_its_line(self):
        self.assertEqual(
            layers("model/record/a.h", '"kernel/time.h"', '"session/session.h"'),
            ["model/record/a.h:2: record may not include session/session.h"],
        )

    def test_the_model_knows_no_view_qt_json_or_clock(self):
        wrong = ['"views/a.h"', "<QString>", "<QtCore/QString>", "<nlohmann/json.hpp>", "<chrono>", '"time.h"']
        for header in wrong:
            self.assertEqual(len(layers("model/kernel/a.cpp", header)), 1, header)

    def test_a_folder_without_a_layer_is_reported(self):
        self.assertEqual(len(layers("model/other/a.cpp", "<vector>")), 1)

    def test_views_know_the_session_and_no_component(self):
        right = ['"views/a.h"', '"session/session.h"', '"metrics/snapshot.h"', '"components/parameter.h"', "<QWidget>"]
        self.assertEqual(layers("views/floor/a.cpp", *right), [])
        for header in ['"components/registry.h"', '"simulation/run.h"', '"app/window/a.h"']:
            self.assertEqual(len(layers("views/floor/a.cpp", header)), 1, header)

    def test_the_command_line_knows_no_window(self):
        self.assertEqual(layers("app/window/a.cpp", '"views/a.h"', '"app/cli/a.h"'), [])
        self.assertEqual(len(layers("app/cli/a.cpp", '"app/window/a.h"', '"views/a.h"')), 2)


class Functions(unittest.TestCase):
    def names(self, text):
        return [name for name, _, _ in functions(text)]

    def test_kinds_of_functions_are_found(self):
        text = """
namespace a::b {
class C final : public D<int> {
public:
    C() : m_list{1, 2}, m_text("}") {}
    explicit C(std::vector<int> v = {}) noexcept
        : m_list{std::move(v)}
    {
        if (v.empty()) { return; }
    }
    ~C() override { }
    auto get() const -> std::vector<int> { return m_list; }
    bool operator==(const C &) const = default;
    bool operator<(const C &o) const noexcept { return big < o.big; }
    void operator()(int) const {}
private:
    std::vector<int> m_list{1, 2};
};
enum class E { One, Two };
constexpr std::array<int, 2> table = {1, 2};
template <class T> requires std::is_integral_v<T> T twice(T t) { return 2 * t; }
const auto f = [](int x) { return x; };
} // namespace
void C::run() const { const char *s = "{"; auto big = 1'000'000; char16_t c = u'{'; char d = '{'; /* { */ }
"""
        expected = ["C", "C", "~C", "get", "operator<", "operator()", "twice", "lambda", "C::run"]
        self.assertEqual(self.names(text), expected)

    def test_lines_run_from_signature_to_brace(self):
        self.assertEqual(functions("// why\n#define X {\nint\nf()\n{\n    return R\"(}\n)\"[0];\n}\n"), [("f", 3, 8)])


class Sizes(unittest.TestCase):
    def test_long_functions_and_files_are_reported(self):
        body = "    step();\n"
        fits = "void fits()\n{\n" + body * 57 + "}\n"
        long = "void A::tooLong()\n{\n" + body * 58 + "}\n"
        self.assertEqual(
            reported(check_sizes, {"model/kernel/a.cpp": fits + long}),
            ["model/kernel/a.cpp:61: A::tooLong has 61 lines (limit 60)"],
        )
        self.assertEqual(
            reported(check_sizes, {"views/a.h": "// x\n" * 401}), ["views/a.h:1: the file has 401 lines (limit 400)"]
        )

    def test_tables_may_be_long(self):
        rows = "void T::f_data()\n{\n" + '    QTest::newRow("a");\n' * 99 + "}\n"
        table = "Type type()\n{\n    return {\n" + '        "a;",\n' * 99 + "    };\n}\n"
        self.assertEqual(reported(check_sizes, {"tests/kernel/tst_a.cpp": rows + table}), [])


class Texts(unittest.TestCase):
    def test_plain_text_passes(self):
        self.assertEqual(reported(check_texts, {"README.md": "Hotshard\n", "data/a.csv": "a\r\n", "a.png": "\t"}), [])

    def test_white_space_and_line_ends_are_reported(self):
        for text in ["a \n", "\ta\n", "a\r\n", "a"]:
            self.assertEqual(len(reported(check_texts, {"model/a.cpp": text})), 1, repr(text))

    def test_paths_of_a_machine_are_reported(self):
        for folder in ["work", "tmp", "root", "home/ana"]:
            self.assertEqual(len(reported(check_texts, {"README.md": f"see /{folder}/a\n"})), 1, folder)


class Tests(unittest.TestCase):
    def test_a_test_that_never_runs_or_skips_is_reported(self):
        tree = {"tests/CMakeLists.txt": "hotshard_tests(kernel)\n", "tests/kernel/tst_a.cpp": "QVERIFY(true);\n"}
        self.assertEqual(reported(check_tests, tree), [])
        self.assertEqual(len(reported(check_tests, tree | {"tests/other/tst_b.cpp": ""})), 1)
        self.assertEqual(len(reported(check_tests, tree | {"tests/kernel/tst_b.cpp": "QSKIP(why);\n"})), 1)


class Conformance(unittest.TestCase):
    TEST = "class Test {\n    void route_data();\n    void route();\n};\n"

    def table(self, *rows):
        vectors = [f"T{n},a rule,a source,tst_a.route" for n in range(1, 25)]
        lines = ["vector,rule,source,shown_by", *vectors, *rows]
        tree = {"tests/conformance/rules.csv": "\n".join(lines) + "\n", "tests/conformance/tst_a.cpp": self.TEST}
        return reported(check_conformance, tree)

    def test_a_whole_table_is_right(self):
        self.assertEqual(self.table(), [])

    def test_a_row_needs_a_source_and_a_test(self):
        self.assertEqual(
            self.table("T1,a rule,,tst_a.route", "T25,a rule,a source,tst_a.split"),
            [
                "tests/conformance/rules.csv:26: a rule without its words or its source",
                "tests/conformance/rules.csv:27: there is no test vector T25",
                "tests/conformance/rules.csv:27: there is no test tst_a.split",
            ],
        )

    def test_every_vector_and_every_test_has_a_row(self):
        tree = {
            "tests/conformance/rules.csv": "vector,rule,source,shown_by\nT1,a rule,a source,tst_a.route\n",
            "tests/conformance/tst_a.cpp": self.TEST.replace("};", "    void split();\n};"),
        }
        found = reported(check_conformance, tree)
        self.assertEqual(found[0], "tests/conformance/rules.csv:1: no row for the test tst_a.split")
        self.assertEqual(found[1:], [f"tests/conformance/rules.csv:1: no row for the test vector T{n}" for n in range(2, 25)])


if __name__ == "__main__":
    unittest.main()
