// A long array that copies share: pages of values, each copied only when it is written while shared.
//
// For state by key or by number: a million counts, the results of a day. A page that was never written takes no
// memory and reads as the initial value. Copying costs one pointer a page; what a copy and its origin hold twice
// is what either of them has written since. Thread: one at a time; copies are independent.
#pragma once

#include "kernel/sole_owner.h"

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace hotshard {

template <class T, std::size_t PerPage = 256>
class SharedPages {
public:
    /// \param initial what a value is before it is written
    explicit SharedPages(T initial = T{})
        : m_initial(initial)
    {
    }
    /// Values per page; a multiple of it is a good place to cut work.
    static constexpr std::size_t perPage = PerPage;

    [[nodiscard]] const T &operator[](std::size_t i) const
    {
        const std::size_t page = i / PerPage;
        return page < m_pages.size() && m_pages[page] ? m_pages[page]->values[i % PerPage] : m_initial;
    }
    /// The value to be changed. The reference is good until the next copy of the array.
    [[nodiscard]] T &writable(std::size_t i)
    {
        const std::size_t page = i / PerPage;
        if (page >= m_pages.size() || !m_pages[page] || !isSoleOwner(m_pages[page])) [[unlikely]]
            makeOwn(page);
        return m_pages[page]->values[i % PerPage];
    }

    /// One beyond the last value that can differ from the initial one.
    [[nodiscard]] std::size_t size() const { return m_pages.size() * PerPage; }
    /// False when no value of the page that holds `i` was ever written.
    [[nodiscard]] bool hasPage(std::size_t i) const
    {
        return i / PerPage < m_pages.size() && m_pages[i / PerPage] != nullptr;
    }
    /// Bytes that it takes, shared pages included.
    [[nodiscard]] std::size_t memory() const
    {
        return bytes([](const auto &) { return true; });
    }
    /// Bytes that would be free without it: pages that nobody else holds, and its list of pages.
    [[nodiscard]] std::size_t ownMemory() const
    {
        return bytes([](const auto &page) { return page.use_count() == 1; });
    }

private:
    struct Page {
        std::array<T, PerPage> values;
    };

    void makeOwn(std::size_t page)
    {
        if (page >= m_pages.size())
            m_pages.resize(page + 1);
        if (m_pages[page]) {
            m_pages[page] = std::make_shared<Page>(*m_pages[page]);
            return;
        }
        m_pages[page] = std::make_shared_for_overwrite<Page>();
        m_pages[page]->values.fill(m_initial);
    }

    template <class Counts>
    [[nodiscard]] std::size_t bytes(Counts &&counts) const
    {
        std::size_t bytes = m_pages.capacity() * sizeof(m_pages[0]);
        for (const auto &page : m_pages)
            if (page && counts(page))
                bytes += sizeof(Page) + 2 * sizeof(void *); // and the counts beside it
        return bytes;
    }

    std::vector<std::shared_ptr<Page>> m_pages;
    T m_initial;
};

} // namespace hotshard
