#include "scenario/schema.h"

#include "components/registry.h"
#include "scenario/json_text.h"
#include "topology/validate.h"

namespace hotshard {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char *numberPattern = "[-+]?([0-9][0-9,]*(\\.[0-9]+)?|\\.[0-9]+)([eE][-+]?[0-9]+)?";

std::string anchored(const std::string &pattern) { return "^[ \\t]*" + pattern + "[ \\t]*$"; }

std::string unitPattern(ParameterType type)
{
    const std::string number = numberPattern;
    switch (type) {
    case ParameterType::Duration:
        return anchored("(0|[-+]?([0-9.][0-9.,eE+-]*[ \\t]*(us|\xC2\xB5s|\xCE\xBCs|ms|s|min|m|h|d)[ \\t]*)+)");
    case ParameterType::Rate: return anchored(number + "[ \\t]*[kKMG]?[ \\t]*(/[ \\t]*(s|sec|min|m|h|d))?");
    case ParameterType::Bytes: return anchored(number + "[ \\t]*(B|KiB|KB|kB|MiB|MB|GiB|GB|TiB|TB)?");
    case ParameterType::Share: return anchored(number + "[ \\t]*%?");
    default: return anchored(number + "[ \\t]*[kKMG]?");
    }
}

Json unitText(ParameterType type) { return {{"type", "string"}, {"pattern", unitPattern(type)}}; }

/// 10000.0 as 10000.
Json bound(double value)
{
    const bool whole =
        value >= -9e15 && value <= 9e15 && value == static_cast<double>(static_cast<std::int64_t>(value));
    return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

Json range(const char *type, const ParameterDecl &decl)
{
    return {{"type", type}, {"minimum", bound(decl.min)}, {"maximum", bound(decl.max)}};
}

std::string sentence(const ParameterDecl &decl)
{
    std::string text = decl.help.en + " Expects " + expectation(decl) + ".";
    if (!decl.realLimitText.en.empty())
        text += " Real system: " + decl.realLimitText.en + ".";
    return text + (decl.live ? " May change while the simulation runs." : "");
}

Json plainDefault(const ParameterDecl &decl)
{
    if (const auto *flag = std::get_if<bool>(&decl.initial))
        return *flag;
    if (const auto *words = std::get_if<std::vector<std::string>>(&decl.initial))
        return *words;
    if (decl.type == ParameterType::Integer || decl.type == ParameterType::Number)
        return bound(toNumber(decl, decl.initial));
    return printValue(decl, decl.initial);
}

Json valueSchema(const ParameterDecl &decl)
{
    Json schema{{"title", decl.title.en}, {"description", sentence(decl)}};
    switch (decl.type) {
    case ParameterType::Boolean: schema["type"] = "boolean"; break;
    case ParameterType::Text:
        schema["type"] = "string";
        if (decl.required)
            schema["minLength"] = 1;
        break;
    case ParameterType::TextList:
        schema["type"] = "array";
        schema["items"] = {{"type", "string"}};
        break;
    case ParameterType::Choice:
        schema["type"] = "string";
        for (const Choice &choice : decl.choices)
            schema["enum"].push_back(choice.name);
        break;
    case ParameterType::Duration:
        schema["anyOf"] = {Json{{"type", "number"}, {"enum", {0}}}, unitText(decl.type)};
        break;
    case ParameterType::Integer: schema["anyOf"] = {range("integer", decl), unitText(decl.type)}; break;
    case ParameterType::Bytes:
    case ParameterType::Number:
    case ParameterType::Rate:
    case ParameterType::Share: schema["anyOf"] = {range("number", decl), unitText(decl.type)}; break;
    }
    if (!decl.required)
        schema["default"] = plainDefault(decl);
    return schema;
}

/// Puts "keys.count" into the properties of the nested object "keys".
void addProperty(Json &properties, const std::string &name, const ParameterDecl &decl)
{
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) {
        properties[name] = valueSchema(decl);
        return;
    }
    Json &group = properties[name.substr(0, dot)];
    if (group.is_null())
        group = {{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
    addProperty(group["properties"], name.substr(dot + 1), decl);
}

Json typeSchema(const ComponentType &type)
{
    Json required{"id", "type"};
    Json properties{{"id", {{"$ref", "#/definitions/id"}}},
                    {"type", {{"const", type.name}}},
                    {"title", {{"$ref", "#/definitions/text"}}}};
    const auto connection = [](const char *help) { return Json{{"type", "string"}, {"description", help}}; };
    if (type.mayReadAny()) {
        properties["from"] = connection(type.mayReadFrom(Role::Stream) ? "Id of the stream that it reads."
                                                                       : "Id of the bucket that invokes it.");
        required.push_back("from");
    }
    if (type.role == Role::Source || type.mayReadAny() || type.role == Role::Window)
        properties["to"] = connection("Id of the component that it writes to.");
    if (type.role == Role::Source)
        required.push_back("to");
    for (const ParameterDecl &decl : type.parameters) {
        addProperty(properties, decl.name, decl);
        if (decl.required)
            required.push_back(decl.name);
    }
    return {{"title", type.title.en},
            {"description", type.help.en},
            {"required", required},
            {"additionalProperties", false},
            {"properties", properties}};
}

Json componentSchema()
{
    Json names = Json::array();
    Json cases = Json::array();
    for (const ComponentType &type : componentTypes()) {
        names.push_back(type.name);
        cases.push_back({{"if", {{"required", {"type"}}, {"properties", {{"type", {{"const", type.name}}}}}}},
                         {"then", typeSchema(type)}});
    }
    return {{"type", "object"},
            {"required", {"id", "type"}},
            {"properties", {{"type", {{"type", "string"}, {"enum", names}}}}},
            {"allOf", cases}};
}

Json objectSchema(Json required, Json properties)
{
    return {{"type", "object"},
            {"additionalProperties", false},
            {"required", std::move(required)},
            {"properties", std::move(properties)}};
}

Json reference(const char *definition, const char *description)
{
    return {{"description", description}, {"allOf", {Json{{"$ref", std::string("#/definitions/") + definition}}}}};
}

Json listOf(Json items, const char *description)
{
    return {{"description", description}, {"type", "array"}, {"items", std::move(items)}};
}

Json timelineSchema()
{
    const Json set{{"type", "object"},
                   {"description", "New values by parameter path, such as \"clicks.shards\"."},
                   {"minProperties", 1},
                   {"additionalProperties", {{"type", {"boolean", "number", "string", "array"}}}}};
    return objectSchema(Json{"at", "set"},
                        {{"at", reference("duration", "Time of the run.")},
                         {"set", set},
                         {"note", reference("text", "Shown at the marker.")}});
}

Json lessonSchema()
{
    const Json text{{"$ref", "#/definitions/text"}};
    Json choices = listOf(text, "What may be answered.");
    choices["minItems"] = 2;
    return objectSchema(
        Json::array({"at"}),
        {{"at", reference("duration", "Time of the run.")},
         {"say", reference("text", "What is told.")},
         {"ask", reference("text", "A question before the run goes on.")},
         {"choices", choices},
         {"answer",
          {{"type", "integer"}, {"minimum", 0}, {"description", "Number of the right choice, counted from 0."}}},
         {"because", reference("text", "Shown after the answer.")}});
}

Json definitions()
{
    const Json both = objectSchema(Json::array({"en"}), {{"en", {{"type", "string"}}}, {"ja", {{"type", "string"}}}});
    return {{"id",
             {{"type", "string"},
              {"pattern", "^[A-Za-z0-9_-]{1," + std::to_string(ScenarioLimits::idLength) + "}$"},
              {"description", "A name of its own: letters, digits, '_' or '-'."}}},
            {"text", {{"anyOf", {Json{{"type", "string"}}, both}}}},
            {"duration", {{"anyOf", {Json{{"type", "number"}, {"enum", {0}}}, unitText(ParameterType::Duration)}}}},
            {"component", componentSchema()},
            {"change", timelineSchema()},
            {"step", lessonSchema()}};
}

} // namespace

std::string scenarioSchema()
{
    Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                {"title", "Hotshard scenario"},
                {"description", "Made by `hotshard schema` from the declarations of the components."}};
    Json body =
        objectSchema(Json{"hotshard", "components"},
                     {{"$schema", {{"type", "string"}}},
                      {"hotshard", {{"const", 1}, {"description", "Version of the file format."}}},
                      {"title", reference("text", "Name of the scenario.")},
                      {"description", reference("text", "What it shows.")},
                      {"seed",
                       {{"type", "integer"},
                        {"minimum", 0},
                        {"default", 1},
                        {"description", "Start of all random numbers: the same seed gives the same run."}}},
                      {"duration", reference("duration", "Length of the run; 30m when not given.")},
                      {"speed",
                       {{"type", "number"},
                        {"minimum", ScenarioLimits::slowest},
                        {"maximum", bound(ScenarioLimits::fastest)},
                        {"default", 60},
                        {"description", "Simulated seconds per shown second."}}},
                      {"components", listOf({{"$ref", "#/definitions/component"}}, "What the stream flows through.")},
                      {"timeline", listOf({{"$ref", "#/definitions/change"}}, "Changes during the run, by time.")},
                      {"controls", listOf({{"type", "string"}}, "Parameter paths that get a slider, in order.")},
                      {"lesson", listOf({{"$ref", "#/definitions/step"}}, "Steps of a lesson, by time.")}});
    schema.update(body);
    schema["definitions"] = definitions();
    return toText(schema);
}

} // namespace hotshard
