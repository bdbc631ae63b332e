#include "metrics/histogram.h"

#include "kernel/multiversion.h"
#include "kernel/random.h"

#include <algorithm>
#include <array>

namespace hotshard {

void Histogram::grow(std::uint32_t bucket)
{
    if (bucket >= m_count.size())
        m_count.resize((bucket | 127) + 1);
}

void Histogram::add(std::int64_t us, std::uint64_t times)
{
    us = std::min(us, longest);
    const std::uint32_t b = bucket(us);
    grow(b);
    m_count[b] += times;
    m_total += times;
    m_sum += static_cast<Wide>(us) * static_cast<Wide>(times);
    m_max = std::max(m_max, us);
}

namespace {

HOTSHARD_MULTIVERSION
std::int64_t sumOf(const std::uint32_t *offset, std::size_t n)
{
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < n; ++i)
        sum += offset[i];
    return sum;
}

HOTSHARD_MULTIVERSION
void bucketsOf(std::int64_t age, const std::uint32_t *offset, std::size_t n, std::uint32_t *buckets)
{
    for (std::size_t i = 0; i < n; ++i)
        buckets[i] = Histogram::bucket(age - offset[i]);
}

HOTSHARD_MULTIVERSION
void bucketsOf(const std::int64_t *us, std::size_t n, std::uint32_t *buckets)
{
    for (std::size_t i = 0; i < n; ++i)
        buckets[i] = Histogram::bucket(us[i] < Histogram::longest ? us[i] : Histogram::longest);
}

} // namespace

void Histogram::addEach(std::span<const std::int64_t> us)
{
    std::array<std::uint32_t, 256> buckets;
    for (std::size_t from = 0; from < us.size(); from += buckets.size()) {
        const std::size_t n = std::min(buckets.size(), us.size() - from);
        bucketsOf(us.data() + from, n, buckets.data());
        grow(*std::max_element(buckets.begin(), buckets.begin() + static_cast<std::ptrdiff_t>(n)));
        for (std::size_t i = 0; i < n; ++i)
            ++m_count[buckets[i]];
        for (std::size_t i = 0; i < n; ++i) {
            const std::int64_t counted = std::min(us[from + i], longest);
            m_sum += counted;
            m_max = std::max(m_max, counted);
        }
    }
    m_total += us.size();
}

void Histogram::addAges(std::int64_t now, std::int64_t base, std::span<const std::uint32_t> offset)
{
    if (offset.empty())
        return;
    const std::int64_t age = now - base;
    const std::int64_t oldest = age - offset.front();
    const std::uint32_t first = bucket(oldest), last = bucket(age - offset.back());
    grow(first);
    const auto n = static_cast<std::int64_t>(offset.size());
    m_sum += static_cast<Wide>(age) * n - sumOf(offset.data(), offset.size());
    m_total += static_cast<std::uint64_t>(n);
    m_max = std::max(m_max, oldest);
    if (first == last) {
        m_count[first] += static_cast<std::uint64_t>(n);
        return;
    }
    std::array<std::uint32_t, 256> buckets;
    for (std::size_t from = 0; from < offset.size(); from += buckets.size()) {
        const std::size_t m = std::min(buckets.size(), offset.size() - from);
        bucketsOf(age, offset.data() + from, m, buckets.data());
        for (std::size_t i = 0; i < m; ++i)
            ++m_count[buckets[i]];
    }
}

double Histogram::meanSeconds() const
{
    return m_total ? static_cast<double>(m_sum) / static_cast<double>(m_total) * 1e-6 : 0;
}

double Histogram::quantileSeconds(double q) const
{
    const auto wanted = static_cast<std::uint64_t>(q * static_cast<double>(m_total));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < m_count.size(); ++i) {
        seen += m_count[i];
        if (seen > wanted || (seen == m_total && m_total)) {
            const double width = 0.5 * static_cast<double>(std::uint64_t{1} << (i / 128));
            const double middle = (static_cast<double>(i % 128 + 128) + 0.5) * width - 64;
            return std::clamp(middle, 0.0, static_cast<double>(m_max)) * 1e-6;
        }
    }
    return 0;
}

std::uint64_t Histogram::hash(std::uint64_t h) const
{
    for (std::size_t i = 0; i < m_count.size(); ++i)
        if (m_count[i])
            h = mix64(h ^ (i << 40) ^ m_count[i]);
    return mix64(h ^ static_cast<std::uint64_t>(m_sum));
}

} // namespace hotshard
