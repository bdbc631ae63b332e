#include "topology/validate_connections.h"

#include "components/registry.h"

#include <string>
#include <vector>

namespace hotshard {

namespace {

/// How a person calls it: "sink", and what it may be joined to.
std::string wordFor(Role role)
{
    switch (role) {
    case Role::Source: return "source";
    case Role::Stream: return "stream";
    case Role::Function: return "function";
    case Role::Window: return "window";
    case Role::Sink: return "sink";
    case Role::Worker: return "worker";
    case Role::Account: return "account";
    case Role::Bucket: return "bucket";
    case Role::AsyncFunction: return "function";
    case Role::Alarm: return "alarm";
    }
    return {};
}

std::string article(const ComponentType &type)
{
    return (std::string("aeiou").find(type.name.front()) == std::string::npos ? "a " : "an ") + type.name;
}

constexpr Role allRoles[] = {Role::Source, Role::Stream, Role::Function, Role::Window, Role::Sink, Role::Worker};

std::string targetsOf(const ComponentType &type)
{
    std::string words;
    for (const Role role : allRoles)
        if (type.mayWriteTo(role))
            words += (words.empty() ? "the id of a " : " or a ") + wordFor(role);
    return words;
}

std::string sourcesOf(const ComponentType &type)
{
    std::string words;
    for (const Role role : {Role::Stream, Role::Function, Role::Bucket})
        if (type.mayReadFrom(role))
            words += (words.empty() ? "the id of a " : " or a ") + wordFor(role);
    return words;
}

class Connections {
public:
    Connections(const ScenarioSpec &spec, Issues &issues)
        : m_spec(spec)
        , m_issues(issues)
    {
        for (const ComponentSpec &component : spec.components) {
            m_types.push_back(findComponentType(component.type));
            m_writers.push_back(0);
            m_rightWriters.push_back(0);
            m_readers.push_back(0);
        }
    }

    void check()
    {
        for (std::size_t i = 0; i < m_types.size(); ++i) {
            if (!m_types[i]) {
                m_lostWriter = m_lostReader = true; // it may be the missing neighbour
                continue;
            }
            checkTo(i);
            checkFrom(i);
        }
        for (std::size_t i = 0; i < m_types.size(); ++i)
            if (m_types[i])
                checkIsUsed(i);
        checkCircles();
    }

private:
    void add(std::size_t index, const std::string &member, std::string problem, std::string expected,
             std::string nearest = {})
    {
        const std::string pointer = "/components/" + std::to_string(index) + (member.empty() ? "" : "/" + member);
        m_issues.push_back({{}, 0, pointer, std::move(problem), std::move(expected), std::move(nearest)});
    }

    /// The first component with the id, or the number of components.
    std::size_t find(const std::string &id) const
    {
        std::size_t i = 0;
        while (i < m_spec.components.size() && m_spec.components[i].id != id)
            ++i;
        return i;
    }

    /// The id most like `id` among those that `accepts` the role of.
    template <class Accepts>
    std::string nearestOf(const std::string &id, Accepts accepts) const
    {
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < m_types.size(); ++i)
            if (m_types[i] && accepts(m_types[i]->role))
                ids.push_back(m_spec.components[i].id);
        return ids.size() == 1 ? ids.front() : nearestName(id, ids);
    }

    void checkTo(std::size_t index)
    {
        const ComponentType &type = *m_types[index];
        const std::string &to = m_spec.components[index].to;
        const std::string expected = targetsOf(type);
        if (to.empty()) {
            if (type.role == Role::Source) {
                m_lostWriter = true;
                add(index, "to", "is missing", expected);
            }
            return;
        }
        if (expected.empty()) {
            add(index, "to", article(type) + " writes to nothing", {});
            return;
        }
        const auto accepts = [&](Role role) { return type.mayWriteTo(role); };
        const std::size_t target = find(to);
        if (target == m_types.size()) {
            m_lostWriter = true;
            add(index, "to", "there is no component \"" + to + "\"", expected, nearestOf(to, accepts));
        } else if (m_types[target]) {
            ++m_writers[target];
            if (accepts(m_types[target]->role)) {
                // Several writers would have to be merged record by record; until then one is the rule. A sink
                // only counts.
                if (++m_rightWriters[target] == 2 && m_types[target]->role != Role::Sink)
                    add(index, "to", "something already writes to \"" + to + "\"",
                        "one writer for each " + m_types[target]->name);
                return;
            }
            m_lostWriter = true;
            add(index, "to", article(type) + " cannot write to " + article(*m_types[target]), expected);
        }
    }

    void checkFrom(std::size_t index)
    {
        const ComponentType &type = *m_types[index];
        const std::string &from = m_spec.components[index].from;
        const std::string expected = sourcesOf(type);
        if (from.empty()) {
            if (type.mayReadAny()) {
                m_lostReader = true;
                add(index, "from", "is missing", expected);
            }
            return;
        }
        if (!type.mayReadAny()) {
            m_lostReader = true;
            add(index, "from", article(type) + " is written to and reads from nothing", {});
            return;
        }
        const auto accepts = [&](Role role) { return type.mayReadFrom(role); };
        const std::size_t source = find(from);
        if (source == m_types.size()) {
            m_lostReader = true;
            add(index, "from", "there is no component \"" + from + "\"", expected, nearestOf(from, accepts));
        } else if (m_types[source]) {
            if (!accepts(m_types[source]->role)) {
                m_lostReader = true;
                add(index, "from", article(type) + " cannot read from " + article(*m_types[source]), expected);
            } else if (type.role != Role::Alarm) {
                if (++m_readers[source] == 2 && m_types[source]->role == Role::Bucket)
                    add(index, "from", "\"" + from + "\" already tells a function", "one function for each bucket");
                checkConsumer(index, source);
            }
        }
    }

    /// Functions that get what function `index` writes to streams, however many of these lie between.
    std::vector<bool> functionsAfter(std::size_t index) const
    {
        std::vector<bool> after(m_types.size(), false);
        std::vector<std::size_t> look{index};
        while (!look.empty()) {
            const std::size_t stream = find(m_spec.components[look.back()].to);
            look.pop_back();
            if (stream == m_types.size() || !m_types[stream] || m_types[stream]->role != Role::Stream)
                continue;
            for (std::size_t i = 0; i < m_types.size(); ++i)
                if (!after[i] && m_spec.components[i].from == m_spec.components[stream].id) {
                    after[i] = true;
                    look.push_back(i);
                }
        }
        return after;
    }

    /// All other roles only lead onward; functions and streams can lead back. Each circle is told once.
    void checkCircles()
    {
        std::vector<bool> told(m_types.size(), false);
        for (std::size_t i = 0; i < m_types.size(); ++i) {
            const std::vector<bool> after = functionsAfter(i);
            if (!after[i] || told[i])
                continue;
            add(i, "to", "leads back to \"" + m_spec.components[i].from + "\", where its records come from",
                "a stream further on: records go in no circle");
            for (std::size_t other = 0; other < m_types.size(); ++other)
                told[other] = told[other] || (after[other] && functionsAfter(other)[i]);
        }
    }

    void checkConsumer(std::size_t index, std::size_t source)
    {
        const auto consumer = m_spec.components[index].parameters.find("consumer");
        if (m_types[source]->name == "dynamodb_table" && consumer != m_spec.components[index].parameters.end()
            && consumer->second == ParameterValue{std::string("fan_out")})
            add(index, "consumer", "the stream of a table has no enhanced fan-out", "shared");
    }

    void checkIsUsed(std::size_t index)
    {
        const ComponentType &type = *m_types[index];
        if (find(m_spec.components[index].id) != index)
            return; // another has the same id and gets what was meant for this one
        if (type.role == Role::Account) {
            if (++m_accounts == 2)
                add(index, {}, "there is an account already", "one account: all functions share it");
            return;
        }
        const bool isWrittenTo = !type.makesRecords() && !type.mayReadAny();
        if (isWrittenTo && m_writers[index] == 0 && !m_lostWriter)
            add(index, {}, "nothing writes to \"" + m_spec.components[index].id + "\"",
                "a component with it as \"to\"");
        if ((type.role == Role::Stream || type.role == Role::Bucket) && m_readers[index] == 0 && !m_lostReader)
            add(index, {}, "no function reads \"" + m_spec.components[index].id + "\"",
                "a function with it as \"from\"");
    }

    const ScenarioSpec &m_spec;
    Issues &m_issues;
    std::vector<const ComponentType *> m_types; ///< null where the type is unknown
    std::vector<int> m_writers, m_rightWriters; ///< all, and those whose role may write there
    int m_accounts = 0;
    std::vector<int> m_readers;
    // A wrong connection leaves some component without its neighbour: not worth a second message.
    bool m_lostWriter = false;
    bool m_lostReader = false;
};

} // namespace

void validateConnections(const ScenarioSpec &spec, Issues &issues) { Connections(spec, issues).check(); }

} // namespace hotshard
