#include "components/parameters.h"

#include "kernel/check.h"
#include "kernel/sole_owner.h"

namespace hotshard {

Parameters::Parameters(const ComponentType &type, const std::map<std::string, ParameterValue> &given)
    : m_type(&type)
    , m_values(std::make_shared<std::map<std::string, ParameterValue>>())
{
    for (const ParameterDecl &decl : type.parameters)
        (*m_values)[decl.name] = decl.initial;
    for (const auto &[name, value] : given)
        set(name, value);
    for (const ParameterDecl &decl : type.parameters)
        if (const auto &other = decl.dependentInitial;
            other && !given.contains(decl.name) && this->value(other->parameter) == other->value)
            set(decl.name, other->initial);
}

void Parameters::forgetOrders()
{
    for (const ParameterDecl &decl : m_type->parameters)
        if (decl.momentary && value(decl.name) != decl.initial)
            set(decl.name, decl.initial);
}

template <class T>
const T &Parameters::as(const char *name) const
{
    const T *held = std::get_if<T>(&value(name));
    HOTSHARD_REQUIRE(held, "a parameter is read as the type it was declared with");
    return *held;
}

bool Parameters::boolean(const char *name) const { return as<bool>(name); }
std::int64_t Parameters::integer(const char *name) const { return as<std::int64_t>(name); }
double Parameters::number(const char *name) const { return as<double>(name); }
Duration Parameters::duration(const char *name) const { return {as<std::int64_t>(name)}; }
const std::string &Parameters::text(const char *name) const { return as<std::string>(name); }
const std::vector<std::string> &Parameters::textList(const char *name) const
{
    return as<std::vector<std::string>>(name);
}

const ParameterValue &Parameters::value(const std::string &name) const
{
    const auto found = m_values->find(name);
    HOTSHARD_REQUIRE(found != m_values->end(), "a parameter is declared before it is read");
    return found->second;
}

void Parameters::set(const std::string &name, ParameterValue value)
{
    const ParameterDecl *decl = m_type->find(name);
    HOTSHARD_REQUIRE(decl && isValid(*decl, value), "a parameter is set to a valid value of its type");
    if (!isSoleOwner(m_values))
        m_values = std::make_shared<std::map<std::string, ParameterValue>>(*m_values);
    (*m_values)[name] = std::move(value);
}

} // namespace hotshard
