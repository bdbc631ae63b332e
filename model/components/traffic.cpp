#include "components/traffic.h"

#include "kernel/block_draws.h"
#include "kernel/check.h"

#include <algorithm>
#include <cmath>

namespace hotshard {

namespace {

/// Ticks of 2^-10 us: gaps are rounded to a nanosecond, so that the mean is right at millions a second.
constexpr int tickBits = 10;
constexpr double ticksPerSecond = 1e6 * (1 << tickBits);
/// Longer gaps than this (13 days) are cut: rounding to whole ticks is exact below 2^51 only.
constexpr double longestGap = 0x1p50;

} // namespace

SyntheticTraffic::SyntheticTraffic(std::uint64_t seed, const std::string &component, const Parameters &parameters)
    : m_gaps(RandomStream::named(seed, component, "arrivals"))
    , m_keys(RandomStream::named(seed, component, "keys"))
    , m_poison(RandomStream::named(seed, component, "poison"))
{
    m_poissonArrivals = parameters.text("arrivals") == "poisson";
    m_keyCount = static_cast<std::uint32_t>(parameters.integer("keys.count"));
    const std::string &distribution = parameters.text("keys.distribution");
    m_distribution = distribution == "zipf" ? Distribution::Zipf
        : distribution == "hot"             ? Distribution::Hot
                                            : Distribution::Uniform;
    configure(parameters);
}

void SyntheticTraffic::configure(const Parameters &parameters)
{
    if (parameters.has("burst.every"))
        m_bursts = Bursts(parameters.duration("burst.every"), parameters.duration("burst.length"));
    m_rate = parameters.number("rate");
    m_meanGap = m_rate > 0 ? ticksPerSecond / m_rate : 0;
    m_badShare = parameters.number("bad_records");
    m_bytes = static_cast<std::uint32_t>(parameters.integer("record_size"));
    m_value = parameters.number("value");
    m_hotShare = parameters.number("keys.hot_share");
    const double exponent = parameters.number("keys.exponent");
    if (m_distribution == Distribution::Zipf && exponent != m_exponent) {
        std::vector<double> weights(m_keyCount);
        zipfWeights(exponent, weights);
        m_zipf = std::make_shared<const AliasTable>(weights);
    }
    m_exponent = exponent;
}

void SyntheticTraffic::reconfigure(const Parameters &parameters, SimTime now)
{
    const std::int64_t ticks = m_bursts.lastBy(now.us) << tickBits;
    if (m_rate > 0)
        m_consumed += static_cast<double>(ticks - m_last) / m_meanGap;
    m_last = m_anchor = ticks;
    m_anchorConsumed = m_consumed;
    m_sinceAnchor = 0;
    m_notBefore = now.us;
    configure(parameters);
}

void SyntheticTraffic::spaceTimes(RecordBlock &block, int count)
{
    const double gap = std::min(m_meanGap, longestGap);
    for (int i = 0; i < count; ++i) {
        const double units = static_cast<double>(m_sinceAnchor + static_cast<std::uint64_t>(i) + 1) - m_anchorConsumed;
        // Below 2^53 ticks (97 days from the anchor) the product is exact enough to the tick.
        block.time[static_cast<std::size_t>(i)] =
            m_anchor + static_cast<std::int64_t>(std::min(std::max(0.0, units) * gap + 0.5, 0x1p60));
    }
}

void SyntheticTraffic::drawTimes(RecordBlock &block, int count)
{
    if (!m_poissonArrivals) {
        spaceTimes(block, count);
        return;
    }
    drawExponentialGaps(m_gaps, m_next, m_meanGap, longestGap, {block.time.data(), static_cast<std::size_t>(count)});
    if (m_consumed > 0) {
        const double unit = exponential(m_gaps.bits(m_next));
        block.time[0] = math::round(std::min(std::max(0.0, unit - m_consumed) * m_meanGap, longestGap));
    }
    std::int64_t time = m_last;
    for (int i = 0; i < count; ++i)
        block.time[static_cast<std::size_t>(i)] = time += block.time[static_cast<std::size_t>(i)];
}

void SyntheticTraffic::drawKeys(RecordBlock &block) const
{
    const auto count = static_cast<std::size_t>(block.count);
    std::uint32_t *key = block.key.data();
    const std::uint64_t first = block.firstIndex;
    switch (m_distribution) {
    case Distribution::Zipf: drawCategories(*m_zipf, m_keys, first, {key, count}); break;
    case Distribution::Uniform:
        for (std::size_t i = 0; i < count; ++i)
            key[i] = static_cast<std::uint32_t>(((m_keys.bits(first + i) >> 32) * m_keyCount) >> 32);
        break;
    case Distribution::Hot: {
        // The upper half decides whether it is the hot key, the lower half which of the others it is.
        const auto hot = static_cast<std::uint64_t>(m_hotShare * 0x1p32);
        const std::uint64_t others = m_keyCount - 1;
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t bits = m_keys.bits(first + i);
            const auto other = static_cast<std::uint32_t>(1 + (((bits & 0xffffffff) * others) >> 32));
            key[i] = (bits >> 32) < hot || others == 0 ? 0 : other;
        }
        break;
    }
    }
}

void SyntheticTraffic::drawPoison(RecordBlock &block) const
{
    block.poison.clear();
    if (m_badShare <= 0)
        return;
    for (int i = 0; i < block.count; ++i)
        if (m_poison.uniform(block.firstIndex + static_cast<std::uint64_t>(i)) < m_badShare)
            block.poison.push_back(static_cast<std::uint16_t>(i));
}

void SyntheticTraffic::fill(RecordBlock &block, SimTime horizon, int most)
{
    block.count = 0;
    block.firstIndex = m_next;
    block.hasBytes = block.hasValues = false;
    block.commonBytes = m_bytes;
    block.commonValue = m_value;
    block.poison.clear();
    block.complete = true;
    const std::int64_t end =
        ((m_bursts.lastBy(horizon.us) + 1) << tickBits) - 1; // the last tick that is shown as the horizon
    if (m_rate <= 0 || m_last > end)
        return;
    // No more draws than are likely to be used; a block that comes out short is followed by another.
    const double expected = static_cast<double>(end - m_last) / m_meanGap;
    const int wanted = static_cast<int>(std::min<double>(most, expected * 1.1 + 16));
    drawTimes(block, wanted);
    std::int64_t *time = block.time.data();
    int count = wanted;
    if (time[wanted - 1] > end)
        count = static_cast<int>(std::upper_bound(time, time + wanted, end) - time);
    block.count = count;
    block.complete = count < wanted;
    if (count == 0)
        return;
    m_last = time[count - 1];
    m_next += static_cast<std::uint64_t>(count);
    m_consumed = 0;
    m_sinceAnchor += static_cast<std::uint64_t>(count);
    shiftRight({time, static_cast<std::size_t>(count)}, tickBits);
    for (int i = 0; i < count && m_bursts.any(); ++i)
        time[i] = std::max(m_notBefore, m_bursts.time(time[i]));
    drawKeys(block);
    drawPoison(block);
}

RecordedPlayback::RecordedPlayback(std::shared_ptr<const RecordedTraffic> traffic, const Parameters &parameters)
    : m_traffic(std::move(traffic))
{
    HOTSHARD_REQUIRE(m_traffic, "a replay has traffic to play");
    const std::string &pace = parameters.text("pace");
    m_pace = pace == "original" ? Pace::Original : pace == "scaled" ? Pace::Scaled : Pace::Fixed;
    m_repeat = parameters.boolean("repeat");
    configure(parameters);
}

void RecordedPlayback::configure(const Parameters &parameters)
{
    switch (m_pace) {
    case Pace::Original: m_speed = 1; break;
    case Pace::Scaled: m_speed = parameters.number("scale"); break;
    case Pace::Fixed: m_speed = parameters.number("rate") * 1e-6; break;
    }
}

void RecordedPlayback::reconfigure(const Parameters &parameters, SimTime now)
{
    m_anchorFile += static_cast<double>(now.us - m_anchor) * m_speed;
    m_anchor = now.us;
    configure(parameters);
}

double RecordedPlayback::filePosition(std::size_t i) const
{
    return m_pace == Pace::Fixed ? static_cast<double>(i) : static_cast<double>(m_traffic->timeUs[i]);
}

std::int64_t RecordedPlayback::arrival(std::size_t i) const
{
    const double wait = (filePosition(i) - m_anchorFile) / m_speed;
    return m_anchor + (wait < 0x1p50 ? std::max<std::int64_t>(0, math::round(wait)) : std::int64_t{1} << 50);
}

void RecordedPlayback::fill(RecordBlock &block, SimTime horizon, int most)
{
    const RecordedTraffic &traffic = *m_traffic;
    block.count = 0;
    block.firstIndex = m_produced;
    block.hasBytes = true;
    block.hasValues = !traffic.value.empty();
    block.commonValue = 1;
    block.poison.clear();
    block.complete = true;
    if (m_speed <= 0 || traffic.timeUs.empty())
        return;
    while (block.count < most) {
        if (m_next == traffic.timeUs.size()) {
            if (!m_repeat)
                break;
            // The file begins again one mean gap after its last record.
            // A file without any gap has a second between its repeats, or it would be an endless instant.
            const double last = filePosition(m_next - 1);
            const double gap = m_pace == Pace::Fixed ? 1 : last > 0 ? last / static_cast<double>(m_next - 1) : 1e6;
            m_anchor = arrival(m_next - 1) + math::round(std::min(gap / m_speed, 0x1p50));
            m_anchorFile = 0;
            m_next = 0;
        }
        const std::int64_t at = arrival(m_next);
        if (at > horizon.us)
            break;
        const auto i = static_cast<std::size_t>(block.count++);
        block.time[i] = at;
        block.key[i] = traffic.key[m_next];
        block.bytes[i] = traffic.bytes[m_next];
        if (block.hasValues)
            block.values[i] = traffic.value[m_next];
        ++m_next;
    }
    block.complete = block.count < most;
    m_produced += static_cast<std::uint64_t>(block.count);
}

} // namespace hotshard
