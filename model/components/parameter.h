// A parameter is declared once. The scenario loader, its JSON Schema, error messages, sliders, `--set`,
// timeline actions, undo steps and the reference page are all derived from the declarations here.
#pragma once

#include "kernel/issue.h"
#include "kernel/text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hotshard {

enum class ParameterType {
    Boolean,  ///< bool
    Integer,  ///< int64
    Number,   ///< double
    Duration, ///< int64 microseconds
    Rate,     ///< double, per second
    Bytes,    ///< int64
    Share,    ///< double 0..1, shown as per cent
    Choice,   ///< text, one of `choices`
    Text,     ///< text
    TextList  ///< list of texts
};

/// The value of a parameter. Which alternative is used follows from the parameter's type.
using ParameterValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// One choice of a Choice parameter.
struct Choice {
    std::string name; ///< as written in a file
    Text title;       ///< as shown
    bool operator==(const Choice &) const = default;
};

/// A default that depends on another setting, as it is at the start of the run.
struct DependentInitial {
    std::string parameter; ///< of the same component
    ParameterValue value;  ///< when it has this value
    ParameterValue initial;
};

/// Everything that is wrong with a text; nothing when it may be set.
using TextCheck = Issues (*)(std::string_view text);

/// The declaration of one setting of a component type. Plain value, constant after construction.
struct ParameterDecl {
    std::string name; ///< "shards", "latency.per_record"; dots are nested objects in a file
    ParameterType type = ParameterType::Number;
    Text title;             ///< short label of a slider
    Text help;              ///< one sentence
    ParameterValue initial; ///< the default
    std::optional<DependentInitial> dependentInitial;
    double min = 0;            ///< inclusive; in the value's own unit (us, /s, bytes, 0..1)
    double max = 0;            ///< inclusive
    bool logarithmic = false;  ///< a slider over several orders of magnitude
    double step = 0;           ///< arrow key step; 0 = derived from the range
    bool live = false;         ///< may change while the simulation runs
    bool required = false;     ///< has no sensible default
    bool momentary = false;    ///< an order: done once whenever it is set, then back to the default
    TextCheck check = nullptr; ///< of a Text; null: any text
    std::string form;          ///< of a checked Text, in words: "split SHARD [HASH], merge LOWER UPPER ..."
    std::vector<Choice> choices;
    std::optional<double> realLimit; ///< the real system's limit, in the value's unit
    Text realLimitText;              ///< "limit 1,000 /s a shard"
    std::string unit;                ///< what is counted: "records", "shards"; empty for none
};

/// Parses what a person typed or a file holds as a JSON string or number literal.
/// Empty when the text is not of the parameter's type; ranges are checked by `validate`.
[[nodiscard]] std::optional<ParameterValue> parseValue(const ParameterDecl &decl, std::string_view text);

/// The text that a file holds and a field shows: "800/s", "5m", "4", "zipf". Reads back to the same value.
[[nodiscard]] std::string printValue(const ParameterDecl &decl, const ParameterValue &value);

/// What would be right, in words: "a duration from 0s to 15m", "one of uniform, zipf, hot".
[[nodiscard]] std::string expectation(const ParameterDecl &decl);

/// True when the value has the right alternative, is finite, within its range and one of the choices.
[[nodiscard]] bool isValid(const ParameterDecl &decl, const ParameterValue &value);

/// As a plain number for sliders and ranges; Boolean 0/1, Choice its index. 0 for texts.
[[nodiscard]] double toNumber(const ParameterDecl &decl, const ParameterValue &value);

/// The value nearest to `number` that the parameter can take. REQUIRES: a numeric, Boolean or Choice type.
[[nodiscard]] ParameterValue fromNumber(const ParameterDecl &decl, double number);

} // namespace hotshard
