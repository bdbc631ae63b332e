// The components of a scenario at work, wired to each other. A copyable value.
#pragma once

#include "components/component.h"
#include "components/parameters.h"
#include "topology/spec.h"

#include <string>
#include <vector>

namespace hotshard {

class Network {
public:
    /// REQUIRES: the spec has passed topology/validate without an issue, and every replay has its traffic.
    explicit Network(const ScenarioSpec &spec);
    Network(const Network &other);
    Network &operator=(const Network &other);
    Network(Network &&) noexcept = default;
    Network &operator=(Network &&) noexcept = default;
    ~Network() = default;

    [[nodiscard]] const Components &components() const { return m_components; }
    /// Every component, sources first, then streams, functions, windows, sinks and workers, upstream before
    /// downstream: the order in which they start, are sampled and described.
    [[nodiscard]] const std::vector<ComponentId> &order() const { return m_order; }
    /// Null when there is none of that name.
    [[nodiscard]] const Component *find(const std::string &name) const;
    [[nodiscard]] const Parameters &parameters(ComponentId id) const { return m_parameters[id.value]; }

    /// Sets parameters by path ("clicks.shards") and tells each component concerned once. Momentary ones are orders:
    /// after that they are back at their defaults.
    /// REQUIRES: the paths exist, the values are valid.
    void set(const std::map<std::string, ParameterValue> &values, Context &context);
    /// The value of a path now. REQUIRES: the path exists.
    [[nodiscard]] const ParameterValue &value(const std::string &path) const;
    [[nodiscard]] const ParameterDecl &declaration(const std::string &path) const;

    /// When a component next changes what sources depend on.
    [[nodiscard]] SimTime nextControl() const;

    [[nodiscard]] std::vector<ConservationRow> conservation() const;
    /// What is broken, in words: rows that do not add up, and neighbours that disagree. Empty when all is well.
    [[nodiscard]] std::vector<std::string> checkConservation() const;

private:
    struct Place {
        ComponentId component;
        std::string parameter;
    };
    [[nodiscard]] Place place(const std::string &path) const;

    Components m_components; ///< in the order of the scenario
    std::vector<Parameters> m_parameters;
    std::vector<Wiring> m_wiring;
    std::vector<ComponentId> m_order;
};

} // namespace hotshard
