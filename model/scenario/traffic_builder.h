// Collects the records of a file and makes recorded traffic of them: 16 bytes a record and the distinct keys
// (24 bytes with a value of its own).
//
// One thread. Deterministic: the result depends only on the records and their order.
#pragma once

#include "record/recorded_traffic.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hotshard {

class TrafficBuilder {
public:
    /// \param withValues every record has a value of its own; without, all values are 1.
    explicit TrafficBuilder(bool withValues)
        : m_withValues(withValues)
    {
    }

    /// \param epochUs wall time in microseconds
    /// \param bytes size; more than 2^32-1 is brought down to it
    void add(std::int64_t epochUs, std::string_view key, std::uint64_t bytes, double value);
    [[nodiscard]] std::size_t size() const { return m_time.size(); }

    /// Sorts by time, stably, and counts what was out of order. When all times are whole seconds, as in access
    /// logs, the n records of one second are spread evenly within it, in the order of the file: the k-th (from
    /// 0) gets k/n of a second. Ranks keys by falling count, ties by first sight. Keys are told apart by their
    /// bytes; in the result, bytes that are not UTF-8 are replaced by U+FFFD. At least one record is needed;
    /// the builder is empty afterwards.
    [[nodiscard]] RecordedTraffic finish();

private:
    std::uint32_t numberOf(std::string_view key);
    void sortByTime();
    void spreadWithinSeconds();
    void rankKeys(RecordedTraffic &traffic);

    bool m_withValues;
    bool m_wholeSeconds = true;
    std::uint64_t m_outOfOrder = 0;
    std::int64_t m_latest = 0;
    std::vector<std::int64_t> m_time;
    std::vector<std::uint32_t> m_key; // in order of first sight until finish()
    std::vector<std::uint32_t> m_bytes;
    std::vector<double> m_value;
    std::deque<std::string> m_keys; // a deque, because the map's views point into it
    std::vector<std::uint64_t> m_counts;
    std::unordered_map<std::string_view, std::uint32_t> m_numbers; // looked up, never iterated
};

} // namespace hotshard
