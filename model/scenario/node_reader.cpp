#include "scenario/node_reader.h"

#include "kernel/units.h"
#include "topology/validate.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace hotshard {

namespace {

using Kind = JsonNode::Kind;

template <class Integer>
std::optional<Integer> wholeLiteral(const NodeAt &at)
{
    if (at.node->kind != Kind::Number)
        return std::nullopt;
    const std::string &text = at.node->text;
    Integer value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::vector<std::string> choiceNames(const ParameterDecl &decl)
{
    std::vector<std::string> names;
    for (const Choice &choice : decl.choices)
        names.push_back(choice.name);
    return names;
}

/// "5" where "5s" was meant is the most frequent slip of all.
std::string expectationFor(const ParameterDecl &decl, const JsonNode &node)
{
    const bool lacksUnit = decl.type == ParameterType::Duration && node.kind == Kind::Number;
    return expectation(decl) + (lacksUnit ? ", with its unit: \"" + node.text + "s\"" : "");
}

} // namespace

NodeAt NodeAt::member(const std::string &name) const
{
    return {node ? node->find(name) : nullptr, pointer + "/" + pointerStep(name)};
}

NodeAt NodeAt::child(std::size_t index) const
{
    const bool isObject = node->kind == Kind::Object;
    return {&node->children[index],
            pointer + "/" + (isObject ? pointerStep(node->names[index]) : std::to_string(index))};
}

void NodeReader::add(const NodeAt &at, std::string problem, std::string expected, std::string nearest)
{
    m_issues.push_back(
        {{}, at.node ? at.node->line : 0, at.pointer, std::move(problem), std::move(expected), std::move(nearest)});
}

void NodeReader::addWrong(const NodeAt &at, std::string expected, std::string nearest)
{
    add(at, "is " + describe(*at.node), std::move(expected), std::move(nearest));
}

void NodeReader::addMissing(const NodeAt &parent, const std::string &name, std::string expected)
{
    add({parent.node, parent.pointer + "/" + name}, "is missing", std::move(expected));
}

bool NodeReader::isObject(const NodeAt &at, const std::string &expected)
{
    if (!at)
        return false;
    if (at.node->kind != Kind::Object)
        addWrong(at, expected);
    return at.node->kind == Kind::Object;
}

std::vector<NodeAt> NodeReader::list(const NodeAt &at, const std::string &expected)
{
    std::vector<NodeAt> entries;
    if (!at)
        return entries;
    if (at.node->kind != Kind::Array) {
        addWrong(at, expected);
        return entries;
    }
    for (std::size_t i = 0; i < at.node->children.size(); ++i)
        entries.push_back(at.child(i));
    return entries;
}

void NodeReader::refuseOthers(const NodeAt &object, const std::vector<std::string> &names)
{
    for (std::size_t i = 0; i < object.node->names.size(); ++i) {
        const std::string &name = object.node->names[i];
        if (std::find(names.begin(), names.end(), name) == names.end())
            addUnknown(object.child(i), name, names);
    }
}

void NodeReader::addUnknown(const NodeAt &at, const std::string &name, const std::vector<std::string> &names)
{
    std::string expected;
    for (const std::string &known : names)
        expected += (expected.empty() ? "one of " : ", ") + known;
    const bool worthAGuess = m_issues.size() < ScenarioLimits::guesses;
    add(at, "unknown name \"" + name + "\"", worthAGuess ? std::move(expected) : std::string(),
        worthAGuess ? nearestName(name, names) : std::string());
}

std::optional<std::string> NodeReader::string(const NodeAt &at, const std::string &expected)
{
    if (!at)
        return std::nullopt;
    if (at.node->kind == Kind::String)
        return at.node->text;
    addWrong(at, expected);
    return std::nullopt;
}

std::optional<std::int64_t> NodeReader::integer(const NodeAt &at, const std::string &expected)
{
    if (!at)
        return std::nullopt;
    const auto value = wholeLiteral<std::int64_t>(at);
    if (!value)
        addWrong(at, expected);
    return value;
}

std::optional<std::uint64_t> NodeReader::unsignedInteger(const NodeAt &at, const std::string &expected)
{
    if (!at)
        return std::nullopt;
    const auto value = wholeLiteral<std::uint64_t>(at);
    if (!value)
        addWrong(at, expected);
    return value;
}

std::optional<double> NodeReader::number(const NodeAt &at, const std::string &expected)
{
    if (!at)
        return std::nullopt;
    const auto value = at.node->kind == Kind::Number ? units::parseNumber(at.node->text) : std::optional<double>();
    if (!value)
        addWrong(at, expected);
    return value;
}

std::optional<Duration> NodeReader::duration(const NodeAt &at, const std::string &expected)
{
    if (!at)
        return std::nullopt;
    const bool readable = at.node->kind == Kind::Number || at.node->kind == Kind::String;
    const auto us = readable ? units::parseDuration(at.node->text) : std::optional<std::int64_t>();
    if (us)
        return Duration{*us};
    addWrong(at, at.node->kind == Kind::Number ? expected + ", with its unit: \"" + at.node->text + "s\"" : expected);
    return std::nullopt;
}

Text NodeReader::text(const NodeAt &at)
{
    const std::string expected = "a text, or an object with \"en\" and \"ja\"";
    if (!at)
        return {};
    if (at.node->kind == Kind::String)
        return {at.node->text, {}};
    if (!isObject(at, expected))
        return {};
    refuseOthers(at, {"en", "ja"});
    return {string(at.member("en"), "a text").value_or(""), string(at.member("ja"), "a text").value_or("")};
}

std::optional<ParameterValue> NodeReader::unchecked(const NodeAt &at, const ParameterDecl &decl) const
{
    const JsonNode &node = *at.node;
    const bool isText = node.kind == Kind::String;
    switch (decl.type) {
    case ParameterType::Boolean:
        return node.kind == Kind::Boolean ? std::optional<ParameterValue>(node.flag) : std::nullopt;
    case ParameterType::TextList: {
        std::vector<std::string> words;
        for (const JsonNode &word : node.children) {
            if (word.kind != Kind::String)
                return std::nullopt;
            words.push_back(word.text);
        }
        return node.kind == Kind::Array ? std::optional<ParameterValue>(std::move(words)) : std::nullopt;
    }
    case ParameterType::Choice:
    case ParameterType::Text: return isText ? parseValue(decl, node.text) : std::nullopt;
    default: return isText || node.kind == Kind::Number ? parseValue(decl, node.text) : std::nullopt;
    }
}

std::optional<ParameterValue> NodeReader::parameter(const NodeAt &at, const ParameterDecl &decl)
{
    std::optional<ParameterValue> value = unchecked(at, decl);
    if (value && isValid(decl, *value))
        return value;
    if (decl.type == ParameterType::TextList && at.node->kind == Kind::Array) {
        for (std::size_t i = 0; i < at.node->children.size(); ++i)
            if (at.node->children[i].kind != Kind::String)
                addWrong(at.child(i), "a text");
        return std::nullopt;
    }
    addWrong(at, expectationFor(decl, *at.node), nearestName(at.node->text, choiceNames(decl)));
    return std::nullopt;
}

} // namespace hotshard
