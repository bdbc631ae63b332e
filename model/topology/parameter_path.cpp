#include "topology/parameter_path.h"

#include "components/registry.h"

#include <utility>

namespace hotshard {

std::string parameterPath(const ComponentSpec &component, const ParameterDecl &decl)
{
    return component.id + "." + decl.name;
}

std::optional<ParameterRef> findParameter(const ScenarioSpec &spec, std::string_view path)
{
    // Ids hold no dots: the first one ends the id.
    const std::size_t dot = path.find('.');
    if (dot == std::string_view::npos)
        return std::nullopt;
    const std::string_view id = path.substr(0, dot);
    for (std::size_t i = 0; i < spec.components.size(); ++i) {
        if (spec.components[i].id != id)
            continue;
        const ComponentType *type = findComponentType(spec.components[i].type);
        const ParameterDecl *decl = type ? type->find(std::string(path.substr(dot + 1))) : nullptr;
        return decl ? std::optional<ParameterRef>({i, decl}) : std::nullopt;
    }
    return std::nullopt;
}

std::vector<std::string> allParameterPaths(const ScenarioSpec &spec)
{
    std::vector<std::string> paths;
    for (const ComponentSpec &component : spec.components)
        if (const ComponentType *type = findComponentType(component.type))
            for (const ParameterDecl &decl : type->parameters)
                paths.push_back(parameterPath(component, decl));
    return paths;
}

std::string nearestParameterPath(const ScenarioSpec &spec, const std::string &path)
{
    return nearestName(path, allParameterPaths(spec));
}

ParameterValue initialValue(const ScenarioSpec &spec, const ParameterRef &parameter)
{
    const auto &written = spec.components[parameter.component].parameters;
    const ParameterDecl &decl = *parameter.decl;
    if (const auto found = written.find(decl.name); found != written.end())
        return found->second;
    if (!decl.dependentInitial)
        return decl.initial;
    const auto other = written.find(decl.dependentInitial->parameter);
    const bool applies = other != written.end() && other->second == decl.dependentInitial->value;
    return applies ? decl.dependentInitial->initial : decl.initial;
}

std::optional<Issue> parseParameter(const ScenarioSpec &spec, const std::string &path, std::string_view text,
                                    ParameterValue &value)
{
    Issue issue;
    issue.pointer = path;
    const std::optional<ParameterRef> parameter = findParameter(spec, path);
    if (!parameter) {
        issue.problem = "there is no parameter \"" + path + "\"";
        issue.nearest = nearestParameterPath(spec, path);
        return issue;
    }
    std::optional<ParameterValue> parsed = parseValue(*parameter->decl, text);
    if (parsed && isValid(*parameter->decl, *parsed)) {
        value = std::move(*parsed);
        return std::nullopt;
    }
    if (parsed && parameter->decl->check) {
        Issue first = parameter->decl->check(text).front();
        first.pointer = path;
        return first;
    }
    issue.problem = "is \"" + std::string(text) + "\"";
    issue.expected = expectation(*parameter->decl);
    std::vector<std::string> names;
    for (const Choice &choice : parameter->decl->choices)
        names.push_back(choice.name);
    issue.nearest = nearestName(std::string(text), names);
    return issue;
}

std::optional<Issue> setParameter(ScenarioSpec &spec, const std::string &path, std::string_view text)
{
    ParameterValue value;
    std::optional<Issue> issue = parseParameter(spec, path, text, value);
    if (!issue) {
        const ParameterRef parameter = *findParameter(spec, path);
        spec.components[parameter.component].parameters[parameter.decl->name] = std::move(value);
    }
    return issue;
}

} // namespace hotshard
