// An account: the concurrency that its functions share.
//
// Functions with reserved concurrency take their part away from the others (domain notes 4.8; the real service keeps
// 100 for those without and refuses to reserve more, which would make every small example impossible).
#pragma once

#include "components/component.h"
#include "components/parameters.h"
#include "components/ports.h"
#include "kernel/random.h"

#include <algorithm>
#include <vector>

namespace hotshard {

class Account final : public Component, public ConcurrencyPort {
public:
    Account(ComponentId id, const std::string &name, const Parameters &parameters)
        : Component(id, name)
        , m_limit(parameters.integer("concurrency"))
    {
    }
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Account>(*this); }
    Account(const Account &) = default;

    void reconfigure(const Parameters &parameters, Context &) override { m_limit = parameters.integer("concurrency"); }
    [[nodiscard]] ConservationRow conservation() const override { return {.id = id(), .name = name()}; }
    void describe(Snapshot &snapshot, const SnapshotQuery &, const SeriesTable &, SimTime) const override
    {
        AccountView view{.id = id(), .name = name(), .limit = m_limit, .busy = m_busy, .refused = m_refused};
        for (const std::int64_t reserved : m_reserved)
            view.reserved += reserved;
        snapshot.accounts.push_back(view);
    }
    void results(ComponentResult &result) const override
    {
        result.count("most_concurrent", m_most, "invocations");
        result.count("refused", m_refused, "invocations");
    }
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override { return mix64(h ^ m_most ^ m_refused << 32); }
    [[nodiscard]] ConcurrencyPort *concurrencyPort() override { return this; }

    void reserve(ComponentId function, std::int64_t concurrency) override
    {
        m_reserved.resize(std::max<std::size_t>(m_reserved.size(), function.value + 1), 0);
        m_reserved[function.value] = std::max<std::int64_t>(concurrency, 0);
    }
    [[nodiscard]] bool take(ComponentId) override
    {
        std::int64_t left = m_limit;
        for (const std::int64_t reserved : m_reserved)
            left -= reserved;
        if (static_cast<std::int64_t>(m_busy) >= left) {
            ++m_refused;
            return false;
        }
        m_most = std::max(m_most, ++m_busy);
        return true;
    }
    void giveBack(ComponentId) override { --m_busy; }

private:
    std::int64_t m_limit;
    std::vector<std::int64_t> m_reserved; ///< by component
    std::uint64_t m_busy = 0, m_most = 0, m_refused = 0;
};

} // namespace hotshard
