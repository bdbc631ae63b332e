// What a source makes, before anybody hears of streams: arrival times, keys, sizes. Synthetic or recorded.
//
// Both are copyable values that fill blocks on demand; where a block is cut makes no difference to its
// records.
#pragma once

#include "components/parameters.h"
#include "kernel/distributions.h"
#include "kernel/random.h"
#include "record/record_block.h"
#include "record/recorded_traffic.h"

#include <algorithm>
#include <cstdint>
#include <memory>

namespace hotshard {

/// Traffic that comes in bursts: what would come evenly within a period comes in its first moments instead, in the
/// same order and as many. Devices that report by the clock do so.
class Bursts {
public:
    Bursts() = default;
    /// No bursts when `every` is zero; `length` is at most `every`.
    Bursts(Duration every, Duration length)
        : m_every(every.us)
        , m_length(std::clamp<std::int64_t>(length.us, 1, std::max<std::int64_t>(every.us, 1)))
    {
    }
    [[nodiscard]] bool any() const { return m_every > 0; }
    /// When a record comes that would come evenly at `even` us.
    [[nodiscard]] std::int64_t time(std::int64_t even) const
    {
        const std::int64_t start = even / m_every * m_every;
        return start + scaled(even - start, m_length, m_every);
    }
    /// The last even time, us, whose records come by `at`.
    [[nodiscard]] std::int64_t lastBy(std::int64_t at) const
    {
        if (!any())
            return at;
        const std::int64_t start = at / m_every * m_every;
        const std::int64_t within = at - start;
        return within >= m_length ? start + m_every - 1
                                  : start + scaled(within + 1, m_every, m_length, m_length - 1) - 1;
    }

private:
    /// (value x by + extra) / of; exact, as a period is a day at most.
    [[nodiscard]] static std::int64_t scaled(std::int64_t value, std::int64_t by, std::int64_t of,
                                             std::int64_t extra = 0)
    {
        __extension__ using Wide = __int128;
        return static_cast<std::int64_t>((static_cast<Wide>(value) * by + extra) / of);
    }
    std::int64_t m_every = 0, m_length = 1;
};

/// Records drawn from distributions. Record i always has the same key and the same unit gap, whatever the
/// rate: a change of the rate moves records in time and changes nothing else about them.
class SyntheticTraffic {
public:
    SyntheticTraffic(std::uint64_t seed, const std::string &component, const Parameters &parameters);

    /// Fills the block with the next records up to and including `horizon`, all of them when it says complete.
    /// Sets times, keys, sizes, poison and firstIndex.
    /// `most` records at most, 1 to kBlockRecords.
    void fill(RecordBlock &block, SimTime horizon, int most);
    /// Live parameters have changed at `now`.
    void reconfigure(const Parameters &parameters, SimTime now);

    [[nodiscard]] std::uint64_t produced() const { return m_next; }
    [[nodiscard]] double rate() const { return m_rate; }

private:
    enum class Distribution { Zipf, Uniform, Hot };
    void configure(const Parameters &parameters);
    void drawTimes(RecordBlock &block, int count);
    void spaceTimes(RecordBlock &block, int count);
    void drawKeys(RecordBlock &block) const;
    void drawPoison(RecordBlock &block) const;

    RandomStream m_gaps, m_keys, m_poison;
    bool m_poissonArrivals = true;
    Distribution m_distribution = Distribution::Zipf;
    std::uint32_t m_keyCount = 1;
    double m_exponent = -1, m_hotShare = 0;
    std::shared_ptr<const AliasTable> m_zipf; ///< shared by copies; made anew when the exponent changes
    double m_rate = 0, m_meanGap = 0;         ///< gap in ticks of 2^-10 us
    double m_badShare = 0, m_value = 1;
    Bursts m_bursts;              ///< all times below are the even ones
    std::int64_t m_notBefore = 0; ///< us; bursts that begin with a change send nothing into the past
    std::uint32_t m_bytes = 0;

    std::uint64_t m_next = 0; ///< index of the next record
    std::int64_t m_last = 0;  ///< time of the record before it, or of the last change of rate, in ticks
    double m_consumed = 0;    ///< part of the next unit gap that had passed at m_last
    /// Evenly spaced records stand at multiples of the gap from an anchor, so that rounding does not add up.
    std::int64_t m_anchor = 0;
    std::uint64_t m_sinceAnchor = 0;
    double m_anchorConsumed = 0;
};

/// Records of a real file at original, scaled or fixed pace.
class RecordedPlayback {
public:
    /// REQUIRES: traffic is not null.
    RecordedPlayback(std::shared_ptr<const RecordedTraffic> traffic, const Parameters &parameters);

    void fill(RecordBlock &block, SimTime horizon, int most);
    void reconfigure(const Parameters &parameters, SimTime now);

    [[nodiscard]] std::uint64_t produced() const { return m_produced; }
    [[nodiscard]] const RecordedTraffic &traffic() const { return *m_traffic; }

private:
    enum class Pace { Original, Scaled, Fixed };
    void configure(const Parameters &parameters);
    [[nodiscard]] double filePosition(std::size_t i) const;
    [[nodiscard]] std::int64_t arrival(std::size_t i) const;

    std::shared_ptr<const RecordedTraffic> m_traffic;
    Pace m_pace = Pace::Original;
    double m_speed = 1; ///< file units per us of simulated time; 0 stands still
    bool m_repeat = false;
    std::size_t m_next = 0; ///< in the file
    std::uint64_t m_produced = 0;
    std::int64_t m_anchor = 0; ///< us; the instant at which the file stood at m_anchorFile
    double m_anchorFile = 0;   ///< us of the file, or records at fixed pace
};

} // namespace hotshard
