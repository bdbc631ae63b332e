// The newest value from one thread to one other, without waiting: a triple buffer.
#pragma once

#include <array>
#include <atomic>

namespace hotshard {

/// One writer thread, one reader thread. A value that is not fetched in time is replaced by a newer one.
template <class T>
class LatestBox {
public:
    /// Writer: puts a value where fetch() will find it.
    void publish(T value)
    {
        m_slots[m_write] = std::move(value);
        m_write = m_middle.exchange(m_write | fresh, std::memory_order_acq_rel) & indexBits;
    }
    /// Reader: true when a newer value than the last is there now.
    bool fetch()
    {
        if (!(m_middle.load(std::memory_order_relaxed) & fresh))
            return false;
        m_read = m_middle.exchange(m_read, std::memory_order_acq_rel) & indexBits;
        return true;
    }
    /// Reader: the value that the last fetch() brought.
    [[nodiscard]] const T &value() const { return m_slots[m_read]; }

private:
    static constexpr unsigned fresh = 4, indexBits = 3;
    std::array<T, 3> m_slots{};
    std::atomic<unsigned> m_middle{1};
    unsigned m_write = 0, m_read = 2;
};

} // namespace hotshard
