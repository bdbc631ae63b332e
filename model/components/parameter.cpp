#include "components/parameter.h"

#include "kernel/units.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace hotshard {

namespace {

std::optional<bool> parseBoolean(std::string_view text)
{
    if (text == "true" || text == "on")
        return true;
    if (text == "false" || text == "off")
        return false;
    return std::nullopt;
}

/// Words that a comma or a quote would break are quoted; a quote inside is doubled, as in CSV.
std::string quotedWord(const std::string &word)
{
    const bool plain = !word.empty() && word.find_first_of(",\"") == std::string::npos && word.front() != ' '
        && word.back() != ' ' && word.front() != '\t' && word.back() != '\t';
    if (plain)
        return word;
    std::string quoted = "\"";
    for (const char c : word) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

void skipBlanks(std::string_view text, std::size_t &at)
{
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
        ++at;
}

/// Reads a quoted word whose first quote is at `at`. Empty when the closing quote is missing.
std::optional<std::string> readQuoted(std::string_view text, std::size_t &at)
{
    std::string word;
    for (++at; at < text.size(); ++at) {
        if (text[at] != '"') {
            word += text[at];
        } else if (at + 1 < text.size() && text[at + 1] == '"') {
            word += '"';
            ++at;
        } else {
            ++at;
            return word;
        }
    }
    return std::nullopt;
}

std::string readPlain(std::string_view text, std::size_t &at)
{
    const std::size_t end = std::min(text.find(',', at), text.size());
    std::string_view word = text.substr(at, end - at);
    while (!word.empty() && (word.back() == ' ' || word.back() == '\t'))
        word.remove_suffix(1);
    at = end;
    return std::string(word);
}

std::optional<std::vector<std::string>> parseList(std::string_view text)
{
    std::vector<std::string> words;
    std::size_t at = 0;
    skipBlanks(text, at);
    if (at == text.size())
        return words;
    for (;;) {
        if (at < text.size() && text[at] == '"') {
            std::optional<std::string> word = readQuoted(text, at);
            if (!word)
                return std::nullopt;
            words.push_back(std::move(*word));
            skipBlanks(text, at);
        } else {
            words.push_back(readPlain(text, at));
            if (words.back().empty())
                return std::nullopt; // "a,,b": an empty word is written ""
        }
        if (at == text.size())
            return words;
        if (text[at] != ',')
            return std::nullopt;
        ++at;
        skipBlanks(text, at);
    }
}

std::string printList(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : ", ") + quotedWord(word);
    return text;
}

const Choice *findChoice(const ParameterDecl &decl, std::string_view name)
{
    const auto found = std::find_if(decl.choices.begin(), decl.choices.end(),
                                    [&](const Choice &choice) { return choice.name == name; });
    return found == decl.choices.end() ? nullptr : &*found;
}

template <class T>
std::optional<ParameterValue> asValue(std::optional<T> parsed)
{
    if (!parsed)
        return std::nullopt;
    return std::optional<ParameterValue>(std::in_place, std::move(*parsed));
}

/// The number as the file would hold it, with its unit.
std::string printBound(const ParameterDecl &decl, double bound)
{
    switch (decl.type) {
    case ParameterType::Duration: return units::printDuration(std::llround(bound));
    case ParameterType::Rate: return units::printRate(bound);
    case ParameterType::Bytes: return units::printBytes(std::llround(bound));
    case ParameterType::Share: return units::printShare(bound);
    default: return units::printNumber(bound);
    }
}

std::string printRange(const ParameterDecl &decl, const std::string &what)
{
    return what + " from " + printBound(decl, decl.min) + " to " + printBound(decl, decl.max);
}

std::string printChoices(const ParameterDecl &decl)
{
    std::string names;
    for (const Choice &choice : decl.choices)
        names += (names.empty() ? "" : ", ") + choice.name;
    return "one of " + names;
}

bool inRange(const ParameterDecl &decl, double number)
{
    return std::isfinite(number) && number >= decl.min && number <= decl.max;
}

} // namespace

std::optional<ParameterValue> parseValue(const ParameterDecl &decl, std::string_view text)
{
    switch (decl.type) {
    case ParameterType::Boolean: return asValue(parseBoolean(text));
    case ParameterType::Integer: return asValue(units::parseInteger(text));
    case ParameterType::Number: return asValue(units::parseNumber(text));
    case ParameterType::Duration: return asValue(units::parseDuration(text));
    case ParameterType::Rate: return asValue(units::parseRate(text));
    case ParameterType::Bytes: return asValue(units::parseBytes(text));
    case ParameterType::Share: return asValue(units::parseShare(text));
    case ParameterType::Choice:
        return findChoice(decl, text) ? std::optional<ParameterValue>(std::string(text)) : std::nullopt;
    case ParameterType::Text: return ParameterValue(std::string(text));
    case ParameterType::TextList: return asValue(parseList(text));
    }
    return std::nullopt;
}

std::string printValue(const ParameterDecl &decl, const ParameterValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    if (const auto *text = std::get_if<std::string>(&value))
        return *text;
    if (const auto *words = std::get_if<std::vector<std::string>>(&value))
        return printList(*words);
    if (const auto *whole = std::get_if<std::int64_t>(&value)) {
        switch (decl.type) {
        case ParameterType::Duration: return units::printDuration(*whole);
        case ParameterType::Bytes: return units::printBytes(*whole);
        default: return std::to_string(*whole);
        }
    }
    const double number = std::get<double>(value);
    switch (decl.type) {
    case ParameterType::Rate: return units::printRate(number);
    case ParameterType::Share: return units::printShare(number);
    default: return units::printNumber(number);
    }
}

std::string expectation(const ParameterDecl &decl)
{
    switch (decl.type) {
    case ParameterType::Boolean: return "true or false";
    case ParameterType::Integer: return printRange(decl, "an integer");
    case ParameterType::Number: return printRange(decl, "a number");
    case ParameterType::Duration: return printRange(decl, "a duration");
    case ParameterType::Rate: return printRange(decl, "a rate");
    case ParameterType::Bytes: return printRange(decl, "a size");
    case ParameterType::Share: return printRange(decl, "a share");
    case ParameterType::Choice: return printChoices(decl);
    case ParameterType::Text:
        if (!decl.form.empty())
            return decl.form;
        return decl.required ? "a text that is not empty" : "a text";
    case ParameterType::TextList: return "a list of texts";
    }
    return {};
}

bool isValid(const ParameterDecl &decl, const ParameterValue &value)
{
    switch (decl.type) {
    case ParameterType::Boolean: return std::holds_alternative<bool>(value);
    case ParameterType::Integer:
    case ParameterType::Duration:
    case ParameterType::Bytes: {
        const auto *whole = std::get_if<std::int64_t>(&value);
        return whole && inRange(decl, static_cast<double>(*whole));
    }
    case ParameterType::Number:
    case ParameterType::Rate:
    case ParameterType::Share: {
        const auto *number = std::get_if<double>(&value);
        return number && inRange(decl, *number);
    }
    case ParameterType::Choice: {
        const auto *name = std::get_if<std::string>(&value);
        return name && findChoice(decl, *name);
    }
    case ParameterType::Text: {
        const auto *text = std::get_if<std::string>(&value);
        return text && !(decl.required && text->empty()) && (!decl.check || decl.check(*text).empty());
    }
    case ParameterType::TextList: return std::holds_alternative<std::vector<std::string>>(value);
    }
    return false;
}

double toNumber(const ParameterDecl &decl, const ParameterValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? 1 : 0;
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto *number = std::get_if<double>(&value))
        return *number;
    const auto *name = std::get_if<std::string>(&value);
    if (name && decl.type == ParameterType::Choice)
        if (const Choice *choice = findChoice(decl, *name))
            return static_cast<double>(choice - decl.choices.data());
    return 0;
}

ParameterValue fromNumber(const ParameterDecl &decl, double number)
{
    const double low = decl.type == ParameterType::Boolean || decl.type == ParameterType::Choice ? 0 : decl.min;
    const double high = decl.type == ParameterType::Boolean ? 1
        : decl.type == ParameterType::Choice ? static_cast<double>(std::max<std::size_t>(decl.choices.size(), 1) - 1)
                                             : decl.max;
    const double clamped = std::isnan(number) ? low : std::clamp(number, low, std::max(low, high));
    switch (decl.type) {
    case ParameterType::Boolean: return clamped >= 0.5;
    case ParameterType::Integer:
    case ParameterType::Duration:
    case ParameterType::Bytes: return static_cast<std::int64_t>(std::llround(clamped));
    case ParameterType::Choice:
        return decl.choices.empty() ? std::string()
                                    : decl.choices[static_cast<std::size_t>(std::llround(clamped))].name;
    case ParameterType::Number:
    case ParameterType::Rate:
    case ParameterType::Share: return clamped;
    case ParameterType::Text:
    case ParameterType::TextList: return decl.initial;
    }
    return decl.initial;
}

} // namespace hotshard
