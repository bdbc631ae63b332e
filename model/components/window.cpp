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
    , m_rows(Duration{m_size})
{
}

const Window::Open &Window::openAt(std::int64_t index) const
{
    static const Open empty;
    const auto place = static_cast<std::size_t>(index - m_firstOpen);
    return place < m_open.size() && m_open[place] ? *m_open[place] : empty;
}

Window::Open &Window::writableAt(std::int64_t index)
{
    const auto place = static_cast<std::size_t>(index - m_firstOpen);
    if (place >= m_open.size())
        m_open.resize(place + 1);
    std::shared_ptr<Open> &open = m_open[place];
    if (!open)
        open = std::make_shared<Open>();
    else if (!isSoleOwner(open))
        open = std::make_shared<Open>(*open);
    return *open;
}

void Window::addOne(Sums &sums, std::uint32_t key, double value) const
{
    const std::int64_t amount = millionths(value);
    ++sums.count;
    sums.value += amount;
    if (!m_byKey)
        return;
    sums.byKey.count(key);
    if (m_sum)
        sums.byKey.add(key, amount);
}

void Window::made(const RecordBlock &block)
{
    const auto count = static_cast<std::size_t>(block.count);
    for (std::size_t i = 0; i < count;) {
        const std::int64_t index = block.time[i] / m_size, end = (index + 1) * m_size;
        std::size_t stop = count;
        if (block.time[count - 1] >= end)
            stop =
                static_cast<std::size_t>(std::lower_bound(block.time.begin() + static_cast<std::ptrdiff_t>(i),
                                                          block.time.begin() + static_cast<std::ptrdiff_t>(count), end)
                                         - block.time.begin());
        if (index >= m_firstOpen) {
            Sums &truth = writableAt(index).truth;
            if (!m_byKey && !block.hasValues) {
                truth.count += static_cast<std::int64_t>(stop - i);
                truth.value += Wide{static_cast<std::int64_t>(stop - i)} * millionths(block.commonValue);
            } else {
                for (std::size_t r = i; r < stop; ++r)
                    addOne(truth, block.key[r], block.hasValues ? block.values[r] : block.commonValue);
            }
        }
        i = stop;
    }
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
        if (first / m_size < m_firstOpen) {
            noteLate(first, span.count());
            return;
        }
        Sums &reported = writableAt(first / m_size).reported;
        reported.count += span.count();
        reported.value += Wide{span.count()} * millionths(chunk.commonValue);
        return;
    }
    Sums *reported = nullptr; // of the window [begin, end)
    std::int64_t begin = 0, end = 0;
    for (std::uint32_t i = span.from; i < span.to; ++i) {
        const std::int64_t time = chunk.eventTime(i);
        if (time < begin || time >= end) {
            const std::int64_t index = time / m_size;
            begin = index * m_size;
            end = begin + m_size;
            reported = index < m_firstOpen ? nullptr : &writableAt(index).reported;
        }
        if (reported)
            addOne(*reported, chunk.key(i), chunk.value(i));
        else
            noteLate(time, 1);
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

double Window::aggregate(std::uint64_t count, Wide value) const
{
    return m_sum ? static_cast<double>(value) * 1e-6 : static_cast<double>(count);
}

double Window::aggregate(const Sums &sums) const
{
    return aggregate(static_cast<std::uint64_t>(sums.count), sums.value);
}

void Window::fire(Context &context)
{
    const std::shared_ptr<const Open> held = m_open.empty() ? nullptr : m_open.front();
    const Open &open = openAt(m_firstOpen);
    const SimTime start{m_firstOpen * m_size};
    if (!m_open.empty())
        m_open.pop_front();
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
    listRows(open, result, context);
}

void Window::listRows(const Open &open, const WindowResult &result, Context &context)
{
    m_rows.beginWindow(result.start, result.firedAt);
    std::uint64_t results = 0;
    const auto list = [&](std::int64_t key, double reported, double truth) {
        ++results;
        if (m_rows.size() < maxRows)
            m_rows.add(key, reported, truth);
        else
            ++m_unlisted;
    };
    if (!m_byKey)
        list(-1, result.reported, result.truth);
    const KeySums &reported = open.reported.byKey, &truth = open.truth.byKey;
    for (std::size_t k = 0;; ++k) {
        k = std::min(reported.nextCounted(k) < reported.size() ? reported.nextCounted(k) : SIZE_MAX,
                     truth.nextCounted(k) < truth.size() ? truth.nextCounted(k) : SIZE_MAX);
        if (k == SIZE_MAX)
            break;
        const std::uint64_t seen = reported.countOf(k), made = truth.countOf(k);
        if (seen || made)
            list(static_cast<std::int64_t>(k), aggregate(seen, reported.sumOf(k)), aggregate(made, truth.sumOf(k)));
    }
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
        const Open &sums = openAt(m_firstOpen + static_cast<std::int64_t>(i));
        result.reported = aggregate(sums.reported);
        result.truth = aggregate(sums.truth);
        open.push_back(result);
    }
    const std::size_t fired = std::min(m_newest.size(), newestKept - open.size());
    view.newest.assign(m_newest.end() - static_cast<std::ptrdiff_t>(fired), m_newest.end());
    view.newest.insert(view.newest.end(), open.begin(), open.end());
    snapshot.windows.push_back(std::move(view));
}

std::size_t Window::openMemory() const
{
    std::size_t bytes = m_open.size() * sizeof(m_open[0]);
    for (const auto &open : m_open)
        if (open)
            bytes += sizeof(Open) + open->reported.byKey.memory() + open->truth.byKey.memory();
    return bytes;
}

std::size_t Window::ownMemory() const
{
    std::size_t bytes = m_rows.ownMemory() + m_open.size() * sizeof(m_open[0]);
    for (const auto &open : m_open)
        if (open && open.use_count() == 1)
            bytes += sizeof(Open) + open->reported.byKey.ownMemory() + open->truth.byKey.ownMemory();
    return bytes;
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
