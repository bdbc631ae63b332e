#include "components/window.h"

#include "kernel/portable_math.h"
#include "kernel/random.h"
#include "kernel/sole_owner.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace hotshard {

namespace {

constexpr std::size_t newestKept = 12;

std::int64_t millionths(double value)
{
    const double scaled = std::clamp(value * 1e6, -0x1p62, 0x1p62);
    // Beyond 2^50 a double is whole, or nearly.
    return std::abs(scaled) < 0x1p50 ? math::round(scaled) : static_cast<std::int64_t>(scaled);
}

} // namespace

Window::Window(ComponentId id, const std::string &name, Wiring wiring, const Parameters &parameters)
    : Component(id, name)
    , m_wiring(std::move(wiring))
    , m_size(parameters.duration("size").us)
    , m_idleAfter(parameters.duration("idle_after"))
    , m_sum(parameters.text("aggregate") == "sum")
    , m_byKey(parameters.text("by") == "key")
{
}

Window::Open *Window::openAt(std::int64_t index)
{
    if (index < m_firstOpen)
        return nullptr;
    while (index - m_firstOpen >= static_cast<std::int64_t>(m_open.size()))
        m_open.emplace_back();
    return &m_open[static_cast<std::size_t>(index - m_firstOpen)];
}

void Window::add(Sums Open::*sums, std::vector<Sums> Open::*byKey, std::int64_t time, std::uint32_t key, std::int64_t n,
                 double value)
{
    Open *open = openAt(time / m_size);
    if (!open)
        return;
    const std::int64_t amount = millionths(value);
    (open->*sums).count += n;
    (open->*sums).value += Wide{n} * amount;
    if (!m_byKey)
        return;
    std::vector<Sums> &keys = open->*byKey;
    if (key >= keys.size())
        keys.resize(std::max<std::size_t>(key + 1, keys.size() * 2));
    keys[key].count += n;
    keys[key].value += Wide{n} * amount;
}

void Window::made(const RecordBlock &block)
{
    const auto count = static_cast<std::size_t>(block.count);
    if (count == 0)
        return;
    const bool oneWindow = block.time[0] / m_size == block.time[count - 1] / m_size;
    if (oneWindow && !m_byKey && !block.hasValues) {
        add(&Open::truth, &Open::truthByKey, block.time[0], 0, block.count, block.commonValue);
        return;
    }
    for (std::size_t i = 0; i < count; ++i)
        add(&Open::truth, &Open::truthByKey, block.time[i], block.key[i], 1,
            block.hasValues ? block.values[i] : block.commonValue);
}

Window::Progress &Window::progress(ShardId shard)
{
    if (shard.value >= m_shards.size())
        m_shards.resize(shard.value + 1);
    return m_shards[shard.value];
}

void Window::addSpan(const LogSpan &span)
{
    const LogChunk &chunk = *span.chunk;
    m_in += span.count();
    const std::int64_t first = chunk.eventTime(span.from), last = chunk.eventTime(span.to - 1);
    if (chunk.lag.empty() && chunk.values.empty() && !m_byKey && first / m_size == last / m_size) {
        if (first / m_size < m_firstOpen)
            noteLate(first, span.count());
        else
            add(&Open::reported, &Open::reportedByKey, first, 0, span.count(), chunk.commonValue);
        return;
    }
    for (std::uint32_t i = span.from; i < span.to; ++i) {
        const std::int64_t time = chunk.eventTime(i);
        if (time / m_size < m_firstOpen)
            noteLate(time, 1);
        else
            add(&Open::reported, &Open::reportedByKey, time, chunk.key(i), 1, chunk.value(i));
    }
}

void Window::noteLate(std::int64_t time, std::uint64_t count)
{
    m_late += count;
    for (WindowResult &result : m_newest)
        if (result.start.us <= time && time < result.end.us)
            result.lateRecords += count;
}

void Window::deliver(const Delivery &delivery, Context &context)
{
    std::int64_t latest = -1;
    delivery.log.visit(delivery.from, delivery.to, [&](const LogSpan &span) {
        addSpan(span);
        if (span.chunk->lag.empty())
            latest = span.chunk->eventTime(span.to - 1);
        else
            for (std::uint32_t i = span.from; i < span.to; ++i)
                latest = std::max(latest, span.chunk->eventTime(i));
    });
    Progress &shard = progress(delivery.shard);
    shard.latest = std::max(shard.latest, latest);
    shard.caughtUp = false;
    advance(context);
}

void Window::caughtUp(ShardId shard, Context &context)
{
    Progress &p = progress(shard);
    if (!p.caughtUp) {
        p.caughtUp = true;
        p.since = context.now.us;
    }
    p.looked = context.now.us;
}

void Window::shardStarts(ShardId shard, Context &) { progress(shard).active = true; }

void Window::drained(ShardId shard, const std::vector<ShardId> &children, Context &context)
{
    const std::int64_t latest = progress(shard).latest;
    for (const ShardId child : children)
        progress(child).latest = std::max(progress(child).latest, latest);
    progress(shard).active = false;
    advance(context);
}

void Window::advance(Context &context)
{
    std::int64_t lowest = SimTime::never().us;
    bool any = false;
    for (const Progress &shard : m_shards) {
        if (!shard.active)
            continue;
        any = true;
        const bool idle = shard.caughtUp && context.now.us - shard.since >= m_idleAfter.us;
        // What is read to its end and quiet says: nothing older than my last look can still come from me.
        lowest = std::min(lowest, idle ? std::min(context.now.us - m_idleAfter.us, shard.looked) : shard.latest);
    }
    if (any)
        m_watermark = std::max(m_watermark, lowest - 1);
    while (m_watermark >= (m_firstOpen + 1) * m_size - 1)
        fire(context);
}

double Window::aggregate(const Sums &sums) const
{
    return m_sum ? static_cast<double>(sums.value) * 1e-6 : static_cast<double>(sums.count);
}

void Window::fire(Context &context)
{
    Open open = std::move(*openAt(m_firstOpen));
    m_open.pop_front();
    const SimTime start{m_firstOpen * m_size};
    ++m_firstOpen;
    ++m_firedWindows;
    m_firedRecords += static_cast<std::uint64_t>(open.reported.count);

    WindowResult result;
    result.start = start;
    result.end = start + Duration{m_size};
    result.status = WindowStatus::Fired;
    result.reported = aggregate(open.reported);
    result.truth = aggregate(open.truth);
    result.firedAt = context.now;
    m_newest.push_back(result);
    if (m_newest.size() > newestKept)
        m_newest.pop_front();

    if (!isSoleOwner(m_rows))
        m_rows = std::make_shared<std::vector<WindowRow>>(*m_rows);
    std::uint64_t results = 0;
    const auto emit = [&](std::int64_t key, const Sums &reported, const Sums &truth) {
        ++results;
        if (m_rows->size() < maxRows)
            m_rows->push_back({result.start, result.end, context.now, key, aggregate(reported), aggregate(truth)});
        else
            ++m_unlisted;
    };
    if (!m_byKey)
        emit(-1, open.reported, open.truth);
    open.reportedByKey.resize(std::max(open.reportedByKey.size(), open.truthByKey.size()));
    open.truthByKey.resize(open.reportedByKey.size());
    for (std::size_t k = 0; k < open.truthByKey.size(); ++k)
        if (open.truthByKey[k].count || open.reportedByKey[k].count)
            emit(static_cast<std::int64_t>(k), open.reportedByKey[k], open.truthByKey[k]);
    if (m_wiring.hasTo())
        context.components[m_wiring.to.value]->deliveryPort()->writeResults(results, context);
}

void Window::sample(Context &context)
{
    advance(context); // an idle shard lets the watermark move although nothing is delivered
}

ConservationRow Window::conservation() const
{
    return {.id = id(),
            .name = name(),
            .in = m_in,
            .waiting = m_in - m_late - m_firedRecords,
            .delivered = m_firedRecords,
            .rejected = m_late};
}

void Window::describe(Snapshot &snapshot, const SnapshotQuery &, const SeriesTable &, SimTime now) const
{
    WindowView view;
    view.id = id();
    view.name = name();
    view.size = Duration{m_size};
    view.watermark = SimTime{std::max<std::int64_t>(0, m_watermark)};
    view.behind = now - view.watermark;
    view.fired = m_firedWindows;
    std::vector<WindowResult> open;
    for (std::size_t i = 0; i < m_open.size(); ++i) {
        // The oldest that has not fired stays: it is the one that is waited for.
        if (i > 0 && m_open.size() - i >= newestKept)
            continue;
        WindowResult result;
        result.start = SimTime{(m_firstOpen + static_cast<std::int64_t>(i)) * m_size};
        result.end = result.start + Duration{m_size};
        result.status = result.end <= now ? WindowStatus::Late : WindowStatus::Filling;
        result.reported = aggregate(m_open[i].reported);
        result.truth = aggregate(m_open[i].truth);
        open.push_back(result);
    }
    const std::size_t fired = std::min(m_newest.size(), newestKept - open.size());
    view.newest.assign(m_newest.end() - static_cast<std::ptrdiff_t>(fired), m_newest.end());
    view.newest.insert(view.newest.end(), open.begin(), open.end());
    snapshot.windows.push_back(std::move(view));
}

std::uint64_t Window::hash(std::uint64_t h) const
{
    for (const std::uint64_t n : {m_in, m_late, m_firedRecords, m_firedWindows})
        h = mix64(h ^ n);
    for (const WindowResult &result : m_newest)
        h = mix64(h ^ std::bit_cast<std::uint64_t>(result.reported) ^ static_cast<std::uint64_t>(result.firedAt.us));
    return h;
}

void Window::results(ComponentResult &result) const
{
    result.count("incoming_records", m_in);
    result.count("fired_windows", m_firedWindows, "windows");
    result.count("fired_records", m_firedRecords);
    result.count("late_records", m_late);
    result.count("unlisted_results", m_unlisted, "results");
    result.number("watermark", static_cast<double>(std::max<std::int64_t>(0, m_watermark)) * 1e-6, "s");
}

} // namespace hotshard
