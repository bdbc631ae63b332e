#include "scenario/writer.h"

#include "components/registry.h"
#include "kernel/units.h"
#include "scenario/json_text.h"
#include "topology/parameter_path.h"

namespace hotshard {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const Text &text)
{
    if (text.ja.empty())
        return text.en;
    return Json{{"en", text.en}, {"ja", text.ja}};
}

void addText(Json &object, const char *name, const Text &text)
{
    if (!text.empty())
        object[name] = toJson(text);
}

/// Counts and plain numbers as numbers, what has a unit as text.
Json toJson(const ParameterDecl &decl, const ParameterValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag;
    if (const auto *words = std::get_if<std::vector<std::string>>(&value))
        return *words;
    if (decl.type == ParameterType::Integer)
        if (const auto *whole = std::get_if<std::int64_t>(&value))
            return *whole;
    if (decl.type == ParameterType::Number)
        if (const auto *number = std::get_if<double>(&value)) {
            // 800.0 is written 800, as a person would.
            const auto whole = units::parseInteger(units::printNumber(*number));
            return whole ? Json(*whole) : Json(*number);
        }
    return printValue(decl, value);
}

/// The object that holds "latency.per_record": the component's member "latency".
void addParameter(Json &component, const ParameterDecl &decl, const ParameterValue &value)
{
    Json *object = &component;
    std::size_t from = 0;
    for (std::size_t dot = decl.name.find('.'); dot != std::string::npos; dot = decl.name.find('.', from)) {
        object = &(*object)[decl.name.substr(from, dot - from)];
        from = dot + 1;
    }
    (*object)[decl.name.substr(from)] = toJson(decl, value);
}

Json toJson(const ComponentSpec &component)
{
    Json object{{"id", component.id}, {"type", component.type}};
    addText(object, "title", component.title);
    if (!component.from.empty())
        object["from"] = component.from;
    if (!component.to.empty())
        object["to"] = component.to;
    if (const ComponentType *type = findComponentType(component.type))
        for (const ParameterDecl &decl : type->parameters)
            if (const auto written = component.parameters.find(decl.name); written != component.parameters.end())
                addParameter(object, decl, written->second);
    return object;
}

Json toJson(const ScenarioSpec &spec, const TimedChange &change)
{
    Json set = Json::object();
    for (const auto &[path, value] : change.set)
        if (const auto parameter = findParameter(spec, path))
            set[path] = toJson(*parameter->decl, value);
    Json object{{"at", units::printDuration(change.at.us)}, {"set", set}};
    addText(object, "note", change.note);
    return object;
}

Json toJson(const LessonStep &step)
{
    Json object{{"at", units::printDuration(step.at.us)}};
    addText(object, "say", step.say);
    addText(object, "ask", step.ask);
    for (const Text &choice : step.choices)
        object["choices"].push_back(toJson(choice));
    if (step.answer >= 0)
        object["answer"] = step.answer;
    addText(object, "because", step.because);
    return object;
}

} // namespace

std::string writeScenario(const ScenarioSpec &spec)
{
    Json document = Json::object();
    if (!spec.schema.empty())
        document["$schema"] = spec.schema;
    document["hotshard"] = spec.version;
    addText(document, "title", spec.title);
    addText(document, "description", spec.description);
    document["seed"] = spec.seed;
    document["duration"] = units::printDuration(spec.duration.us);
    const auto speed = units::parseInteger(units::printNumber(spec.speed));
    document["speed"] = speed ? Json(*speed) : Json(spec.speed);
    document["components"] = Json::array();
    for (const ComponentSpec &component : spec.components)
        document["components"].push_back(toJson(component));
    for (const TimedChange &change : spec.timeline)
        document["timeline"].push_back(toJson(spec, change));
    if (!spec.controls.empty())
        document["controls"] = spec.controls;
    for (const LessonStep &step : spec.lesson)
        document["lesson"].push_back(toJson(step));
    return toText(document);
}

} // namespace hotshard
