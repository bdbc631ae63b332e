#include "scenario/traffic_builder.h"

#include "scenario/utf8.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace hotshard {

namespace {

constexpr std::int64_t second = 1'000'000;

template <class T>
void reorder(std::vector<T> &column, const std::vector<std::uint32_t> &order)
{
    std::vector<T> sorted;
    sorted.reserve(column.size());
    for (const std::uint32_t from : order)
        sorted.push_back(column[from]);
    column = std::move(sorted);
}

} // namespace

void TrafficBuilder::add(std::int64_t epochUs, std::string_view key, std::uint64_t bytes, double value)
{
    if (m_time.empty() || epochUs > m_latest)
        m_latest = epochUs;
    else if (epochUs < m_latest)
        ++m_outOfOrder;
    m_wholeSeconds = m_wholeSeconds && epochUs % second == 0;
    m_time.push_back(epochUs);
    m_key.push_back(numberOf(key));
    m_bytes.push_back(
        static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes, std::numeric_limits<std::uint32_t>::max())));
    if (m_withValues)
        m_value.push_back(value);
}

std::uint32_t TrafficBuilder::numberOf(std::string_view key)
{
    const auto known = m_numbers.find(key);
    if (known != m_numbers.end()) {
        ++m_counts[known->second];
        return known->second;
    }
    const auto number = static_cast<std::uint32_t>(m_keys.size());
    m_numbers.emplace(m_keys.emplace_back(key), number);
    m_counts.push_back(1);
    return number;
}

void TrafficBuilder::sortByTime()
{
    std::vector<std::uint32_t> order(m_time.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [this](std::uint32_t a, std::uint32_t b) { return m_time[a] < m_time[b]; });
    reorder(m_time, order);
    reorder(m_key, order);
    reorder(m_bytes, order);
    if (m_withValues)
        reorder(m_value, order);
}

void TrafficBuilder::spreadWithinSeconds()
{
    for (std::size_t begin = 0; begin < m_time.size();) {
        std::size_t end = begin + 1;
        while (end < m_time.size() && m_time[end] == m_time[begin])
            ++end;
        const auto n = static_cast<std::int64_t>(end - begin);
        for (std::int64_t k = 1; k < n; ++k)
            m_time[begin + static_cast<std::size_t>(k)] += k * second / n;
        begin = end;
    }
}

void TrafficBuilder::rankKeys(RecordedTraffic &traffic)
{
    std::vector<std::uint32_t> byCount(m_keys.size());
    std::iota(byCount.begin(), byCount.end(), 0U);
    std::stable_sort(byCount.begin(), byCount.end(),
                     [this](std::uint32_t a, std::uint32_t b) { return m_counts[a] > m_counts[b]; });
    std::vector<std::uint32_t> rank(m_keys.size());
    m_numbers.clear(); // its views point into the keys that are moved away
    for (std::uint32_t i = 0; i < byCount.size(); ++i) {
        rank[byCount[i]] = i;
        traffic.keys.push_back(validUtf8(std::move(m_keys[byCount[i]])));
        traffic.counts.push_back(m_counts[byCount[i]]);
    }
    for (std::uint32_t &key : m_key)
        key = rank[key];
}

RecordedTraffic TrafficBuilder::finish()
{
    RecordedTraffic traffic;
    if (m_outOfOrder > 0)
        sortByTime();
    if (m_wholeSeconds)
        spreadWithinSeconds();
    const std::int64_t first = m_time.front();
    for (std::int64_t &time : m_time)
        time -= first;
    rankKeys(traffic);
    traffic.timeUs = std::move(m_time);
    traffic.key = std::move(m_key);
    traffic.bytes = std::move(m_bytes);
    traffic.value = std::move(m_value);
    traffic.outOfOrder = m_outOfOrder;
    traffic.firstEpochUs = first;
    *this = TrafficBuilder(m_withValues);
    return traffic;
}

} // namespace hotshard
