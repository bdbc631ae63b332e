// Traffic read from a real file: what a replay source plays. Immutable after import; copies share it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hotshard {

/// Columns of equal length, by time. Key numbers are ranks: 0 is the most frequent key of the file.
struct RecordedTraffic {
    std::string source;                ///< file name, for people
    std::vector<std::string> keys;     ///< key texts by falling count, equal counts in order of first sight
    std::vector<std::uint64_t> counts; ///< records of each key
    std::vector<std::int64_t> timeUs;  ///< offset from the first record, not falling
    std::vector<std::uint32_t> key;    ///< index into keys
    std::vector<std::uint32_t> bytes;  ///< size of each record
    std::vector<double> value;         ///< empty when every value is 1
    std::uint64_t skipped = 0;         ///< lines that could not be read
    std::uint64_t outOfOrder = 0;      ///< lines that were older than one before them; sorted stably by time
    std::int64_t firstEpochUs = 0;     ///< wall time of the first record, 0 when the file has none
};

} // namespace hotshard
