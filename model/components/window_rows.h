// What windows reported, row by row: 20 bytes a row, in pages that copies share.
#pragma once

#include "kernel/shared_pages.h"
#include "kernel/time.h"

#include <cstddef>
#include <cstdint>

namespace hotshard {

/// One reported result; with `by: key` one for each key.
struct WindowRow {
    SimTime start, end, firedAt;
    std::int64_t key = -1; ///< -1 for all records
    double reported = 0, truth = 0;
};

/// A list that only grows. Rows are made when they are read.
class WindowRows {
public:
    explicit WindowRows(Duration size)
        : m_size(size)
    {
    }
    /// Rows added from now on belong to this window.
    void beginWindow(SimTime start, SimTime firedAt);
    void add(std::int64_t key, double reported, double truth);

    class Iterator {
    public:
        using value_type = WindowRow;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        WindowRow operator*() const { return m_rows->row(m_row, m_window); }
        Iterator &operator++()
        {
            ++m_row;
            m_window = m_rows->windowOf(m_row, m_window);
            return *this;
        }
        Iterator operator++(int)
        {
            Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator &other) const { return m_row == other.m_row; }

    private:
        friend class WindowRows;
        Iterator(const WindowRows &rows, std::size_t row)
            : m_rows(&rows)
            , m_row(row)
        {
        }
        const WindowRows *m_rows = nullptr;
        std::size_t m_row = 0, m_window = 0;
    };

    [[nodiscard]] std::size_t size() const { return m_count; }
    [[nodiscard]] bool empty() const { return m_count == 0; }
    /// REQUIRES: i < size().
    [[nodiscard]] WindowRow operator[](std::size_t i) const;
    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, m_count}; }
    /// Bytes that they take, and those that they share with no copy.
    [[nodiscard]] std::size_t memory() const { return m_windows.memory() + m_values.memory() + m_keys.memory(); }
    [[nodiscard]] std::size_t ownMemory() const
    {
        return m_windows.ownMemory() + m_values.ownMemory() + m_keys.ownMemory();
    }

private:
    struct Fired {
        std::int64_t start = 0, at = 0;
        std::size_t firstRow = 0;
    };
    struct Values {
        double reported = 0, truth = 0;
    };
    [[nodiscard]] WindowRow row(std::size_t i, std::size_t window) const;
    /// The window that holds a row; `window` is that of the row before it.
    [[nodiscard]] std::size_t windowOf(std::size_t row, std::size_t window) const
    {
        return window + 1 < m_windowCount && m_windows[window + 1].firstRow <= row ? window + 1 : window;
    }

    static constexpr std::uint32_t noKey = 0xffffffff;
    Duration m_size;
    SharedPages<Fired> m_windows; ///< those that have rows
    SharedPages<Values> m_values;
    SharedPages<std::uint32_t, 512> m_keys{noKey};
    std::size_t m_count = 0, m_windowCount = 0;
};

} // namespace hotshard
