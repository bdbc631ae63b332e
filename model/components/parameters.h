// The parameters of one component in a run: what the scenario gives, defaults for the rest.
#pragma once

#include "components/component_type.h"
#include "kernel/time.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hotshard {

/// Typed reading by declared name. Asking for a name that is not declared, or as another type, is a
/// programmer's mistake and stops. Copies share the values until one of them is set: a list of ten thousand key
/// names is held once by all forks of a run. Thread: one at a time; copies are independent.
class Parameters {
public:
    /// REQUIRES: every name in `given` is declared by `type`, every value valid for its declaration.
    Parameters(const ComponentType &type, const std::map<std::string, ParameterValue> &given);

    [[nodiscard]] bool boolean(const char *name) const;
    [[nodiscard]] std::int64_t integer(const char *name) const; ///< Integer or Bytes
    [[nodiscard]] double number(const char *name) const;        ///< Number, Rate or Share
    [[nodiscard]] Duration duration(const char *name) const;
    [[nodiscard]] const std::string &text(const char *name) const; ///< Text or Choice
    [[nodiscard]] const std::vector<std::string> &textList(const char *name) const;
    [[nodiscard]] bool has(const char *name) const { return m_type->find(name) != nullptr; }

    [[nodiscard]] const ParameterValue &value(const std::string &name) const;
    void set(const std::string &name, ParameterValue value);
    /// Orders are given once: every momentary parameter is back at its default.
    void forgetOrders();
    [[nodiscard]] const ComponentType &type() const { return *m_type; }

private:
    template <class T>
    const T &as(const char *name) const;
    const ComponentType *m_type; ///< in the registry: lives as long as the program
    std::shared_ptr<std::map<std::string, ParameterValue>> m_values;
};

} // namespace hotshard
