// Short words for declaring parameters: `duration("retention", hours(24)).between(...).live()`.
#pragma once

#include "components/parameter.h"
#include "kernel/time.h"

#include <utility>

namespace hotshard::declare {

/// Builds one ParameterDecl; converts to it at the end of the chain.
class Declared {
public:
    Declared(ParameterType type, std::string name, ParameterValue initial)
    {
        m_decl.type = type;
        m_decl.name = std::move(name);
        m_decl.initial = std::move(initial);
    }
    Declared &title(std::string en, std::string ja)
    {
        m_decl.title = {std::move(en), std::move(ja)};
        return *this;
    }
    Declared &help(std::string en, std::string ja)
    {
        m_decl.help = {std::move(en), std::move(ja)};
        return *this;
    }
    Declared &between(double min, double max)
    {
        m_decl.min = min;
        m_decl.max = max;
        return *this;
    }
    Declared &between(Duration min, Duration max)
    {
        return between(static_cast<double>(min.us), static_cast<double>(max.us));
    }
    Declared &logarithmic()
    {
        m_decl.logarithmic = true;
        return *this;
    }
    Declared &step(double step)
    {
        m_decl.step = step;
        return *this;
    }
    Declared &live()
    {
        m_decl.live = true;
        return *this;
    }
    /// When another setting starts with `value`, the default is another, too.
    Declared &whenInitially(std::string parameter, ParameterValue value, ParameterValue initial)
    {
        m_decl.dependentInitial = {std::move(parameter), std::move(value), std::move(initial)};
        return *this;
    }
    Declared &momentary()
    {
        m_decl.momentary = true;
        return live();
    }
    Declared &checked(TextCheck check, std::string form)
    {
        m_decl.check = check;
        m_decl.form = std::move(form);
        return *this;
    }
    Declared &required()
    {
        m_decl.required = true;
        return *this;
    }
    Declared &unit(std::string unit)
    {
        m_decl.unit = std::move(unit);
        return *this;
    }
    Declared &choice(std::string name, std::string en, std::string ja)
    {
        m_decl.choices.push_back({std::move(name), {std::move(en), std::move(ja)}});
        return *this;
    }
    Declared &realLimit(double limit, std::string en, std::string ja)
    {
        m_decl.realLimit = limit;
        m_decl.realLimitText = {std::move(en), std::move(ja)};
        return *this;
    }
    operator ParameterDecl() const { return m_decl; } // NOLINT: the whole point of the builder

private:
    ParameterDecl m_decl;
};

inline Declared boolean(std::string name, bool initial) { return {ParameterType::Boolean, std::move(name), initial}; }
inline Declared integer(std::string name, std::int64_t initial)
{
    return {ParameterType::Integer, std::move(name), initial};
}
inline Declared number(std::string name, double initial) { return {ParameterType::Number, std::move(name), initial}; }
inline Declared duration(std::string name, Duration initial)
{
    return {ParameterType::Duration, std::move(name), initial.us};
}
inline Declared rate(std::string name, double perSecond) { return {ParameterType::Rate, std::move(name), perSecond}; }
inline Declared bytes(std::string name, std::int64_t initial)
{
    return {ParameterType::Bytes, std::move(name), initial};
}
inline Declared share(std::string name, double initial)
{
    return Declared(ParameterType::Share, std::move(name), initial).between(0, 1);
}
inline Declared choice(std::string name, std::string initial)
{
    return {ParameterType::Choice, std::move(name), std::move(initial)};
}
inline Declared text(std::string name, std::string initial)
{
    return {ParameterType::Text, std::move(name), std::move(initial)};
}
inline Declared textList(std::string name)
{
    return {ParameterType::TextList, std::move(name), std::vector<std::string>{}};
}

} // namespace hotshard::declare
