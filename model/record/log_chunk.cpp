#include "record/log_chunk.h"

#include "kernel/multiversion.h"

#include <algorithm>
#include <limits>

namespace hotshard {

namespace {

/// Low halves of arrivals, each after its stride's own. The middle part has whole strides: a constant length
/// that compilers turn into vectors.
HOTSHARD_MULTIVERSION
void packArrivals(const std::int64_t *arrival, std::size_t n, std::int64_t base, const std::uint32_t *strides,
                  std::uint32_t at, std::uint16_t *low)
{
    constexpr std::uint32_t stride = 16;
    std::size_t done = 0;
    const auto pack = [&](std::size_t count) {
        const auto from = static_cast<std::uint64_t>(base + strides[at / stride]);
        for (std::size_t i = 0; i < count; ++i)
            low[at + i] = static_cast<std::uint16_t>(static_cast<std::uint64_t>(arrival[done + i]) - from);
        at += static_cast<std::uint32_t>(count);
        done += count;
    };
    if (at % stride != 0)
        pack(std::min<std::size_t>(stride - at % stride, n));
    while (n - done >= stride)
        pack(stride);
    if (done < n)
        pack(n - done);
}

/// Low halves of keys. Gives all bits that any of the keys has.
HOTSHARD_MULTIVERSION
std::uint32_t packKeys(const std::uint32_t *key, std::size_t n, std::uint16_t *low)
{
    std::uint32_t all = 0;
    for (std::size_t i = 0; i < n; ++i) {
        all |= key[i];
        low[i] = static_cast<std::uint16_t>(key[i]);
    }
    return all;
}

HOTSHARD_MULTIVERSION
void unpackStrides(const std::uint16_t *low, const std::uint32_t *strides, std::size_t count, std::uint32_t *out)
{
    constexpr std::size_t stride = 16;
    for (std::size_t s = 0; s < count; ++s)
        for (std::size_t i = 0; i < stride; ++i)
            out[s * stride + i] = strides[s] + low[s * stride + i];
}

/// Adds `count` values to an optional column that stands for `common` while it is empty.
template <class Value>
void extend(std::vector<Value> &column, std::uint32_t before, std::span<const Value> more, Value common,
            Value commonOfMore, std::size_t from, std::uint32_t count)
{
    const bool same = more.empty() && (before == 0 || common == commonOfMore);
    if (column.empty() && same)
        return;
    if (column.empty())
        column.assign(before, common);
    if (more.empty())
        column.insert(column.end(), count, commonOfMore);
    else
        column.insert(column.end(), more.begin() + static_cast<std::ptrdiff_t>(from),
                      more.begin() + static_cast<std::ptrdiff_t>(from + count));
}

/// Adds bits [shift, shift + 8) of the keys to a column that stands for 0 while it is empty.
void extendKeys(std::vector<std::uint8_t> &column, std::uint32_t before, std::span<const std::uint32_t> key, int shift,
                std::uint32_t allBits)
{
    if (column.empty() && (allBits >> shift & 0xff) == 0)
        return;
    column.resize(before, 0);
    for (const std::uint32_t k : key)
        column.push_back(static_cast<std::uint8_t>(k >> shift));
}

} // namespace

LogChunk::LogChunk(std::uint32_t capacity, std::uint64_t firstNumber, std::int64_t firstArrival,
                   const LogColumns &columns)
    : first(firstNumber)
    , base(firstArrival)
    , commonBytes(columns.commonBytes)
    , commonValue(columns.commonValue)
    , m_capacity(capacity)
    , m_strides(std::make_unique_for_overwrite<std::uint32_t[]>(capacity / stride))
    , m_low(std::make_unique_for_overwrite<std::uint16_t[]>(capacity))
    , m_keyLow(std::make_unique_for_overwrite<std::uint16_t[]>(capacity))
{
}

LogChunk::LogChunk(const LogChunk &other)
    : first(other.first)
    , base(other.base)
    , count(other.count)
    , commonBytes(other.commonBytes)
    , commonValue(other.commonValue)
    , bytes(other.bytes)
    , lag(other.lag)
    , values(other.values)
    , poison(other.poison)
    , m_capacity(other.m_capacity)
    , m_wide(other.m_wide)
    , m_longLags(other.m_longLags)
    , m_strides(std::make_unique_for_overwrite<std::uint32_t[]>(m_capacity / stride))
    , m_low(std::make_unique_for_overwrite<std::uint16_t[]>(m_capacity))
    , m_keyLow(std::make_unique_for_overwrite<std::uint16_t[]>(m_capacity))
    , m_high(other.m_high)
    , m_keyMiddle(other.m_keyMiddle)
    , m_keyTop(other.m_keyTop)
    , m_lane(other.m_lane)
{
    std::copy_n(other.m_strides.get(), strides(count), m_strides.get());
    std::copy_n(other.m_low.get(), count, m_low.get());
    std::copy_n(other.m_keyLow.get(), count, m_keyLow.get());
}

std::uint32_t LogChunk::roomFor(const LogColumns &columns, std::size_t from) const
{
    const auto n = std::min<std::size_t>(columns.arrival.size() - from, m_capacity - count);
    const std::int64_t latest = base + std::numeric_limits<std::uint32_t>::max();
    const auto part = columns.arrival.subspan(from, n);
    if (n == 0 || part.back() <= latest)
        return static_cast<std::uint32_t>(n);
    return static_cast<std::uint32_t>(std::upper_bound(part.begin(), part.end(), latest) - part.begin());
}

bool LogChunk::beginStrides(std::span<const std::int64_t> arrival)
{
    const std::uint32_t end = count + static_cast<std::uint32_t>(arrival.size());
    for (std::uint32_t s = count / stride; s * stride < end; ++s) {
        const auto at = [&](std::uint32_t i) { return static_cast<std::uint32_t>(arrival[i - count] - base); };
        if (s * stride >= count)
            m_strides[s] = at(s * stride);
        if (at(std::min(end, (s + 1) * stride) - 1) - m_strides[s] > std::numeric_limits<std::uint16_t>::max())
            return false;
    }
    return true;
}

void LogChunk::widen()
{
    m_wide = true;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t whole = m_strides[i / stride] + m_low[i];
        m_low[i] = static_cast<std::uint16_t>(whole);
        m_high.push_back(static_cast<std::uint16_t>(whole >> 16));
    }
    std::fill_n(m_strides.get(), strides(count), 0u);
}

void LogChunk::appendArrivals(std::span<const std::int64_t> arrival)
{
    if (!m_wide && !beginStrides(arrival))
        widen();
    if (m_wide) {
        const auto end = count + static_cast<std::uint32_t>(arrival.size());
        std::fill(m_strides.get() + strides(count), m_strides.get() + strides(end), 0u);
        for (const std::int64_t a : arrival)
            m_high.push_back(static_cast<std::uint16_t>((a - base) >> 16));
    }
    packArrivals(arrival.data(), arrival.size(), base, m_strides.get(), count, m_low.get());
}

void LogChunk::appendKeys(std::span<const std::uint32_t> key)
{
    const std::uint32_t bits = packKeys(key.data(), key.size(), m_keyLow.get() + count);
    if (bits <= 0xffff && m_keyMiddle.empty() && m_keyTop.empty())
        return;
    extendKeys(m_keyMiddle, count, key, 16, bits);
    extendKeys(m_keyTop, count, key, 24, bits);
}

void LogChunk::appendLanes(const LogColumns &columns, std::size_t from, std::uint32_t n)
{
    if (columns.lane.empty() && m_lane.empty())
        return;
    for (auto i = static_cast<std::uint32_t>(m_lane.size()); i < count; ++i)
        m_lane.push_back(hashByte(key(i)));
    for (std::uint32_t i = 0; i < n; ++i)
        m_lane.push_back(columns.lane.empty() ? hashByte(columns.key[from + i]) : columns.lane[from + i]);
}

void LogChunk::appendLags(const LogColumns &columns, std::size_t from, std::uint32_t n)
{
    if (columns.lagHigh.empty() && !m_longLags) {
        extend(lag, count, columns.lag, 0u, 0u, from, n);
        return;
    }
    if (!m_longLags) {
        std::vector<std::uint32_t> halves(2 * std::size_t{count}, 0);
        for (std::uint32_t i = 0; i < count && !lag.empty(); ++i)
            halves[2 * i] = lag[i];
        lag = std::move(halves);
        m_longLags = true;
    }
    for (std::size_t i = from; i < from + n; ++i) {
        lag.push_back(columns.lag.empty() ? 0 : columns.lag[i]);
        lag.push_back(columns.lagHigh.empty() ? 0 : columns.lagHigh[i]);
    }
}

void LogChunk::append(const LogColumns &columns, std::size_t from, std::uint32_t n)
{
    appendArrivals(columns.arrival.subspan(from, n));
    appendKeys(columns.key.subspan(from, n));
    appendLanes(columns, from, n);
    extend(bytes, count, columns.bytes, commonBytes, columns.commonBytes, from, n);
    extend(values, count, columns.values, commonValue, columns.commonValue, from, n);
    appendLags(columns, from, n);
    for (const std::uint16_t position : columns.poison)
        if (position >= from && position < from + n)
            poison.push_back(static_cast<std::uint16_t>(count + position - from));
    count += n;
}

std::uint32_t LogChunk::firstAfter(std::int64_t at, std::uint32_t from, std::uint32_t to) const
{
    while (from < to) {
        const std::uint32_t middle = from + (to - from) / 2;
        if (arrival(middle) <= at)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

void LogChunk::copyOffsets(std::uint32_t from, std::span<std::uint32_t> offsets) const
{
    std::size_t done = 0;
    for (; done < offsets.size() && (from + done) % stride != 0; ++done)
        offsets[done] = offset(from + static_cast<std::uint32_t>(done));
    if (!m_wide) {
        const std::size_t at = from + done, whole = (offsets.size() - done) / stride;
        unpackStrides(m_low.get() + at, m_strides.get() + at / stride, whole, offsets.data() + done);
        done += whole * stride;
    }
    for (; done < offsets.size(); ++done)
        offsets[done] = offset(from + static_cast<std::uint32_t>(done));
}

std::size_t LogChunk::memory() const
{
    const std::size_t columns =
        m_capacity / stride * sizeof(m_strides[0]) + m_capacity * (sizeof(m_low[0]) + sizeof(m_keyLow[0]));
    return sizeof(LogChunk) + columns + m_high.capacity() * 2 + m_keyMiddle.capacity() + m_keyTop.capacity()
        + m_lane.capacity() + bytes.capacity() * 4 + lag.capacity() * 4 + values.capacity() * 8 + poison.capacity() * 2;
}

} // namespace hotshard
