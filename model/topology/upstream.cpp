#include "topology/upstream.h"

#include "components/registry.h"

#include <algorithm>

namespace hotshard {

namespace {

Role roleOf(const ComponentSpec &component)
{
    const ComponentType *type = findComponentType(component.type);
    return type ? type->role : Role::Sink;
}

} // namespace

std::vector<std::size_t> sourcesOf(const ScenarioSpec &spec, const std::string &id)
{
    const std::vector<ComponentSpec> &all = spec.components;
    std::vector<bool> reaches(all.size(), false);
    std::vector<std::string> look{id};
    while (!look.empty()) {
        const std::string at = look.back();
        look.pop_back();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].id == at && !all[i].from.empty())
                look.push_back(all[i].from);
            if (all[i].to != at || reaches[i])
                continue;
            reaches[i] = true;
            look.push_back(all[i].id);
        }
    }
    std::vector<std::size_t> sources;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (reaches[i] && roleOf(all[i]) == Role::Source)
            sources.push_back(i);
    return sources;
}

std::vector<std::size_t> streamsBefore(const ScenarioSpec &spec)
{
    const std::vector<ComponentSpec> &all = spec.components;
    std::vector<std::size_t> before(all.size(), 0);
    // As often as the longest way has steps: each round is one step further down.
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t a = 0; a < all.size(); ++a)
            for (std::size_t b = 0; b < all.size(); ++b) {
                const bool leads = (!all[a].to.empty() && all[a].to == all[b].id)
                    || (!all[b].from.empty() && all[b].from == all[a].id);
                const std::size_t streams = before[a] + (roleOf(all[a]) == Role::Stream);
                if (!leads || before[b] >= streams || streams > all.size())
                    continue;
                before[b] = streams;
                changed = true;
            }
    }
    return before;
}

} // namespace hotshard
