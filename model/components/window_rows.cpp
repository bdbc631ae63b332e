#include "components/window_rows.h"

namespace hotshard {

void WindowRows::beginWindow(SimTime start, SimTime firedAt)
{
    // A window without rows leaves no trace.
    if (m_windowCount > 0 && m_windows[m_windowCount - 1].firstRow == m_count)
        --m_windowCount;
    m_windows.writable(m_windowCount++) = {start.us, firedAt.us, m_count};
}

void WindowRows::add(std::int64_t key, double reported, double truth)
{
    m_values.writable(m_count) = {reported, truth};
    if (key >= 0)
        m_keys.writable(m_count) = static_cast<std::uint32_t>(key);
    ++m_count;
}

WindowRow WindowRows::row(std::size_t i, std::size_t window) const
{
    const Fired &fired = m_windows[window];
    const std::uint32_t key = m_keys[i];
    return {SimTime{fired.start}, SimTime{fired.start} + m_size,
            SimTime{fired.at},    key == noKey ? -1 : std::int64_t{key},
            m_values[i].reported, m_values[i].truth};
}

WindowRow WindowRows::operator[](std::size_t i) const
{
    std::size_t low = 0, high = m_windowCount; // the window that holds it is in [low, high)
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        if (m_windows[middle].firstRow <= i)
            low = middle;
        else
            high = middle;
    }
    return row(i, low);
}

} // namespace hotshard
