#include "topology/validate.h"

#include "components/registry.h"
#include "kernel/units.h"
#include "routing/hash_key.h"
#include "topology/parameter_path.h"
#include "topology/validate_alarms.h"
#include "topology/validate_connections.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace hotshard {

namespace {

void add(Issues &issues, std::string pointer, std::string problem, std::string expected = {}, std::string nearest = {})
{
    issues.push_back({{}, 0, std::move(pointer), std::move(problem), std::move(expected), std::move(nearest)});
}

bool isIdCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

void checkText(const Text &text, const std::string &pointer, Issues &issues)
{
    if (text.en.empty() && !text.ja.empty())
        add(issues, pointer, "has no English text", "\"en\" beside \"ja\"");
}

void checkHead(const ScenarioSpec &spec, Issues &issues)
{
    if (spec.version != 1)
        add(issues, "/hotshard", "version " + std::to_string(spec.version) + " is not known", "1");
    checkText(spec.title, "/title", issues);
    checkText(spec.description, "/description", issues);
    if (spec.duration < ScenarioLimits::shortestRun || spec.duration > ScenarioLimits::longestRun)
        add(issues, "/duration", "is " + units::printDuration(spec.duration.us),
            "a duration from " + units::printDuration(ScenarioLimits::shortestRun.us) + " to "
                + units::printDuration(ScenarioLimits::longestRun.us));
    // Written so that NaN is refused as well.
    if (!(spec.speed >= ScenarioLimits::slowest && spec.speed <= ScenarioLimits::fastest))
        add(issues, "/speed", "is " + units::printNumber(spec.speed),
            "a number from " + units::printNumber(ScenarioLimits::slowest) + " to "
                + units::printNumber(ScenarioLimits::fastest));
}

void checkId(const std::string &id, const std::string &pointer, std::set<std::string> &ids, Issues &issues)
{
    const bool good =
        !id.empty() && id.size() <= ScenarioLimits::idLength && std::all_of(id.begin(), id.end(), isIdCharacter);
    if (!good)
        add(issues, pointer, id.empty() ? "is empty" : "is not an id: \"" + id + "\"",
            "1 to " + std::to_string(ScenarioLimits::idLength) + " letters, digits, '_' or '-'");
    else if (!ids.insert(id).second)
        add(issues, pointer, "\"" + id + "\" is the id of another component", "an id of its own");
}

std::vector<std::string> namesOf(const ComponentType &type)
{
    std::vector<std::string> names;
    for (const ParameterDecl &decl : type.parameters)
        names.push_back(decl.name);
    return names;
}

/// A value that its declaration does not take.
void tellInvalid(const ParameterDecl &decl, const ParameterValue &value, const std::string &pointer, Issues &issues)
{
    const auto *text = std::get_if<std::string>(&value);
    if (!text || !decl.check) {
        add(issues, pointer, "is \"" + printValue(decl, value) + "\"", expectation(decl));
        return;
    }
    for (Issue &issue : decl.check(*text))
        add(issues, pointer, std::move(issue.problem), std::move(issue.expected), std::move(issue.nearest));
}

void checkParameters(const ComponentSpec &component, const ComponentType &type, std::size_t index, Issues &issues)
{
    for (const auto &[name, value] : component.parameters) {
        const ParameterDecl *decl = type.find(name);
        const std::string pointer = parameterPointer(index, name);
        if (!decl)
            add(issues, pointer, "a " + type.name + " has no parameter \"" + name + "\"", "a parameter of the type",
                nearestName(name, namesOf(type)));
        else if (!isValid(*decl, value))
            tellInvalid(*decl, value, pointer, issues);
    }
    for (const ParameterDecl &decl : type.parameters)
        if (decl.required && !component.parameters.contains(decl.name))
            add(issues, parameterPointer(index, decl.name), "is missing", expectation(decl));
}

/// More names than keys: the surplus would never be seen, which is surely not what was meant.
void checkKeyNames(const ScenarioSpec &spec, std::size_t index, Issues &issues)
{
    const std::string &id = spec.components[index].id;
    const auto names = findParameter(spec, id + ".keys.names");
    const auto count = findParameter(spec, id + ".keys.count");
    if (!names || !count || names->component != index)
        return;
    const ParameterValue nameValue = initialValue(spec, *names);
    const ParameterValue countValue = initialValue(spec, *count);
    const auto *list = std::get_if<std::vector<std::string>>(&nameValue);
    const auto *keys = std::get_if<std::int64_t>(&countValue);
    if (list && keys && *keys >= 0 && list->size() > static_cast<std::uint64_t>(*keys))
        add(issues, parameterPointer(index, "keys.names"), "names " + std::to_string(list->size()) + " keys",
            "at most keys.count = " + std::to_string(*keys));
}

void checkExplicitHash(const ComponentSpec &component, std::size_t index, Issues &issues)
{
    const auto given = component.parameters.find("explicit_hash_key");
    const auto *hash = given == component.parameters.end() ? nullptr : std::get_if<std::string>(&given->second);
    if (hash && !hash->empty() && !HashKey::parse(*hash))
        add(issues, parameterPointer(index, "explicit_hash_key"), "is \"" + *hash + "\"",
            "a whole number from 0 to 2^128 - 1, or nothing for a random one");
}

/// A state belongs to a whole shard: tumbling windows need a parallelization factor of 1 (Lambda API).
void checkShardWindows(const ScenarioSpec &spec, std::size_t index, Issues &issues)
{
    const std::string &id = spec.components[index].id;
    const auto window = findParameter(spec, id + ".tumbling_window");
    const auto factor = findParameter(spec, id + ".parallelization_factor");
    if (!window || !factor || window->component != index)
        return;
    const ParameterValue length = initialValue(spec, *window);
    const auto *us = std::get_if<std::int64_t>(&length);
    if (!us || *us <= 0)
        return;
    const auto check = [&](const ParameterValue &value, const std::string &pointer) {
        const auto *lanes = std::get_if<std::int64_t>(&value);
        if (lanes && *lanes > 1)
            add(issues, pointer, "is " + std::to_string(*lanes), "1, because \"" + id + "\" has a tumbling window");
    };
    check(initialValue(spec, *factor), parameterPointer(index, "parallelization_factor"));
    for (std::size_t i = 0; i < spec.timeline.size(); ++i)
        for (const auto &[path, value] : spec.timeline[i].set)
            if (path == id + ".parallelization_factor")
                check(value, "/timeline/" + std::to_string(i) + "/set/" + pointerStep(path));
}

void checkComponents(const ScenarioSpec &spec, Issues &issues)
{
    std::vector<std::string> typeNames;
    for (const ComponentType &type : componentTypes())
        typeNames.push_back(type.name);
    std::set<std::string> ids;
    bool hasSource = false;
    for (std::size_t i = 0; i < spec.components.size(); ++i) {
        const ComponentSpec &component = spec.components[i];
        const std::string pointer = "/components/" + std::to_string(i);
        checkId(component.id, pointer + "/id", ids, issues);
        checkText(component.title, pointer + "/title", issues);
        const ComponentType *type = findComponentType(component.type);
        hasSource = hasSource || !type || type->makesRecords();
        if (!type) {
            add(issues, pointer + "/type", "there is no type \"" + component.type + "\"", "a type of component",
                nearestName(component.type, typeNames));
            continue;
        }
        checkParameters(component, *type, i, issues);
        checkKeyNames(spec, i, issues);
        checkExplicitHash(component, i, issues);
        checkShardWindows(spec, i, issues);
    }
    if (!hasSource)
        add(issues, "/components", "has no source of records", "a producer or a replay, and what it writes to");
}

/// \param last the time of the step before, which must not be later.
void checkTime(SimTime at, SimTime &last, const ScenarioSpec &spec, const std::string &pointer, Issues &issues)
{
    if (at < SimTime::zero() || at > SimTime::zero() + spec.duration)
        add(issues, pointer, "is " + units::printDuration(at.us),
            "a time from 0s to the end of the run, " + units::printDuration(spec.duration.us));
    else if (at < last)
        add(issues, pointer, "is earlier than the one before it", "steps ordered by time");
    last = std::max(at, last);
}

std::string guessPath(const ScenarioSpec &spec, const std::string &path, const Issues &issues)
{
    return issues.size() < ScenarioLimits::guesses ? nearestParameterPath(spec, path) : std::string();
}

/// False, and an issue, when a list is longer than anybody writes.
bool hasGoodLength(std::size_t length, const std::string &pointer, Issues &issues)
{
    if (length <= ScenarioLimits::steps)
        return true;
    add(issues, pointer, "has " + std::to_string(length) + " entries",
        "at most " + std::to_string(ScenarioLimits::steps));
    return false;
}

void checkTimeline(const ScenarioSpec &spec, Issues &issues)
{
    if (!hasGoodLength(spec.timeline.size(), "/timeline", issues))
        return;
    SimTime last = SimTime::zero();
    for (std::size_t i = 0; i < spec.timeline.size(); ++i) {
        const TimedChange &change = spec.timeline[i];
        const std::string pointer = "/timeline/" + std::to_string(i);
        checkTime(change.at, last, spec, pointer + "/at", issues);
        checkText(change.note, pointer + "/note", issues);
        if (change.set.empty())
            add(issues, pointer + "/set", "changes nothing", "at least one parameter path with its new value");
        for (const auto &[path, value] : change.set) {
            const std::string place = pointer + "/set/" + pointerStep(path);
            const std::optional<ParameterRef> parameter = findParameter(spec, path);
            if (!parameter)
                add(issues, place, "there is no parameter \"" + path + "\"", "a path such as \"clicks.shards\"",
                    guessPath(spec, path, issues));
            else if (!parameter->decl->live)
                add(issues, place, "\"" + path + "\" cannot change while the simulation runs", "a live parameter");
            else if (!isValid(*parameter->decl, value))
                tellInvalid(*parameter->decl, value, place, issues);
        }
    }
}

void checkControls(const ScenarioSpec &spec, Issues &issues)
{
    if (!hasGoodLength(spec.controls.size(), "/controls", issues))
        return;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < spec.controls.size(); ++i) {
        const std::string &path = spec.controls[i];
        const std::string pointer = "/controls/" + std::to_string(i);
        const std::optional<ParameterRef> parameter = findParameter(spec, path);
        if (!parameter)
            add(issues, pointer, "there is no parameter \"" + path + "\"", "a path such as \"clicks.shards\"",
                guessPath(spec, path, issues));
        else if (!parameter->decl->live)
            add(issues, pointer, "\"" + path + "\" cannot change while the simulation runs", "a live parameter");
        else if (!seen.insert(path).second)
            add(issues, pointer, "\"" + path + "\" is there twice", "each control once");
    }
}

void checkQuestion(const LessonStep &step, const std::string &pointer, Issues &issues)
{
    if (step.ask.empty()) {
        if (!step.choices.empty() || step.answer != -1 || !step.because.empty())
            add(issues, pointer + "/ask", "is missing", "the question that the choices answer");
        return;
    }
    if (step.choices.size() < 2)
        add(issues, pointer + "/choices", "has " + std::to_string(step.choices.size()) + " choices", "at least 2");
    else if (step.answer < 0 || static_cast<std::size_t>(step.answer) >= step.choices.size())
        add(issues, pointer + "/answer", "is " + std::to_string(step.answer),
            "the number of the right choice, from 0 to " + std::to_string(step.choices.size() - 1));
    for (std::size_t i = 0; i < step.choices.size(); ++i) {
        const std::string place = pointer + "/choices/" + std::to_string(i);
        if (step.choices[i].empty())
            add(issues, place, "is empty", "a text");
        checkText(step.choices[i], place, issues);
    }
}

void checkLesson(const ScenarioSpec &spec, Issues &issues)
{
    if (!hasGoodLength(spec.lesson.size(), "/lesson", issues))
        return;
    SimTime last = SimTime::zero();
    for (std::size_t i = 0; i < spec.lesson.size(); ++i) {
        const LessonStep &step = spec.lesson[i];
        const std::string pointer = "/lesson/" + std::to_string(i);
        checkTime(step.at, last, spec, pointer + "/at", issues);
        if (step.say.empty() && step.ask.empty())
            add(issues, pointer, "says and asks nothing", "\"say\" or \"ask\"");
        checkText(step.say, pointer + "/say", issues);
        checkText(step.ask, pointer + "/ask", issues);
        checkText(step.because, pointer + "/because", issues);
        checkQuestion(step, pointer, issues);
    }
}

} // namespace

std::string pointerStep(const std::string &name)
{
    std::string step;
    for (const char c : name) {
        if (c == '~')
            step += "~0";
        else if (c == '/')
            step += "~1";
        else
            step += c;
    }
    return step;
}

std::string parameterPointer(std::size_t index, const std::string &name)
{
    std::string step = pointerStep(name);
    std::replace(step.begin(), step.end(), '.', '/');
    return "/components/" + std::to_string(index) + "/" + step;
}

Issues validate(const ScenarioSpec &spec)
{
    Issues issues;
    checkHead(spec, issues);
    if (spec.components.size() > ScenarioLimits::components) {
        add(issues, "/components", "has " + std::to_string(spec.components.size()) + " components",
            "at most " + std::to_string(ScenarioLimits::components));
        return issues;
    }
    checkComponents(spec, issues);
    validateConnections(spec, issues);
    validateAlarms(spec, issues);
    checkTimeline(spec, issues);
    checkControls(spec, issues);
    checkLesson(spec, issues);
    return issues;
}

} // namespace hotshard
