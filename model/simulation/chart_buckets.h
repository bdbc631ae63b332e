// What the points of a chart line are made of: stretches of time, and sums and extremes of rows.
#pragma once

#include "metrics/series_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace hotshard::chart {

inline constexpr float none = std::numeric_limits<float>::quiet_NaN();
inline constexpr float nothing = -std::numeric_limits<float>::infinity(); ///< less than any value

/// The stretches of time that become the points of a line.
struct Buckets {
    std::size_t level = 0;
    std::vector<std::int64_t> edges; ///< seconds; point i covers [edges[i], edges[i + 1])

    Buckets(const SeriesTable &series, std::int64_t from, std::int64_t to, int points)
    {
        const std::int64_t wanted = std::max<std::int64_t>(1, points);
        level = affordableLevel(series, from, to, wanted);
        const std::int64_t unit = SeriesTable::levels[level].seconds;
        from = std::max(from, series.firstSecond(level)) / unit * unit;
        to = to / unit * unit; // a coarse row is there when it is whole
        std::int64_t width = std::max(unit, ((to - from + wanted - 1) / wanted + unit - 1) / unit * unit);
        while ((to + width - 1) / width - from / width > wanted) // a part of a point at both ends
            width += unit;
        // Edges at multiples of the width: points do not wander while time goes on.
        for (std::int64_t edge = from / width * width; edge < to; edge += width)
            edges.push_back(std::max(edge, from));
        if (!edges.empty())
            edges.push_back(to);
    }
    /// The finest level that still has it all, or a coarser one when reading that would take longer than a
    /// frame (hundreds of shards) and half the wanted points are left.
    static std::size_t affordableLevel(const SeriesTable &series, std::int64_t from, std::int64_t to,
                                       std::int64_t wanted)
    {
        constexpr std::int64_t affordable = 400'000; // values of all columns, a few of them per metric
        const auto columns = static_cast<std::int64_t>(series.columns().size());
        std::size_t level = series.levelFor(from);
        while (level + 1 < SeriesTable::levels.size()
               && (to - from) / SeriesTable::levels[level].seconds * columns > affordable
               && (to - from) / SeriesTable::levels[level + 1].seconds >= wanted / 2)
            ++level;
        return level;
    }
    [[nodiscard]] std::size_t count() const { return edges.empty() ? 0 : edges.size() - 1; }
    /// Rows that point i is made of.
    [[nodiscard]] std::int64_t rows(std::size_t i) const
    {
        return (edges[i + 1] - edges[i]) / SeriesTable::levels[level].seconds;
    }
    [[nodiscard]] std::vector<float> times() const
    {
        std::vector<float> times;
        for (std::size_t i = 0; i < count(); ++i)
            times.push_back(static_cast<float>(edges[i + 1]));
        return times;
    }
};

/// Values of one row, read eight at a time: so many sums side by side are one or two registers. NaN is no value.
inline constexpr std::size_t abreast = 8;

struct RowTotal {
    std::array<float, abreast> sums{};
    std::array<std::uint32_t, abreast> counted{};

    void add(std::size_t lane, float v)
    {
        const bool there = !std::isnan(v);
        sums[lane] += there ? v : 0.f;
        counted[lane] += there ? 1u : 0u;
    }
    void add(const float *v, std::size_t n)
    {
        std::size_t i = 0;
        for (; i + abreast <= n; i += abreast)
            for (std::size_t lane = 0; lane < abreast; ++lane)
                add(lane, v[i + lane]);
        for (std::size_t lane = 0; i + lane < n; ++lane)
            add(lane, v[i + lane]);
    }
};

inline float largest(const float *v, std::size_t n, float least)
{
    std::array<float, abreast> most;
    most.fill(least);
    std::size_t i = 0;
    for (; i + abreast <= n; i += abreast)
        for (std::size_t lane = 0; lane < abreast; ++lane)
            most[lane] = v[i + lane] > most[lane] ? v[i + lane] : most[lane];
    for (std::size_t lane = 0; i + lane < n; ++lane)
        most[lane] = v[i + lane] > most[lane] ? v[i + lane] : most[lane];
    return *std::max_element(most.begin(), most.end());
}

/// The columns of one metric within one bucket.
struct ColumnSums {
    std::vector<float> sum, max, counted;

    void clear(std::size_t columns)
    {
        sum.assign(columns, 0);
        max.assign(columns, nothing);
        counted.assign(columns, 0);
    }
    void add(const SeriesTable::GroupRow &row)
    {
        for (std::size_t c = 0; c < row.columns; ++c) {
            const float mean = row.mean[c];
            const bool there = !std::isnan(mean);
            sum[c] += there ? mean : 0.f;
            counted[c] += there ? 1.f : 0.f;
            max[c] = row.max[c] > max[c] ? row.max[c] : max[c];
        }
    }
};

} // namespace hotshard::chart
