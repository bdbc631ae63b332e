#include "session/outline.h"

#include "components/registry.h"
#include "kernel/check.h"
#include "topology/parameter_path.h"

namespace hotshard {

namespace {

OutlineParameter outlineParameter(const ScenarioSpec &spec, const std::string &path)
{
    const std::optional<ParameterRef> parameter = findParameter(spec, path);
    HOTSHARD_REQUIRE(parameter, "a control names a parameter of the scenario");
    const ComponentSpec &component = spec.components[parameter->component];
    const ParameterValue value = initialValue(spec, *parameter);
    return {path,  component.id, component.type, findComponentType(component.type)->title, *parameter->decl,
            value, value};
}

} // namespace

Outline makeOutline(const ScenarioSpec &spec)
{
    Outline outline;
    outline.title = spec.title;
    outline.description = spec.description;
    outline.seed = spec.seed;
    outline.duration = spec.duration;
    outline.speed = spec.speed;
    outline.lesson = spec.lesson;
    for (const ComponentSpec &component : spec.components)
        outline.components.push_back({component.id, component.type, component.from, component.to,
                                      findComponentType(component.type)->title, component.title});
    for (const std::string &path : spec.controls)
        outline.controls.push_back(outlineParameter(spec, path));
    return outline;
}

} // namespace hotshard
