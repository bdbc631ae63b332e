// An array whose copies share pages, against plain vectors; and which pages are shared when.
#include "kernel/shared_pages.h"

#include "support/test_main.h"

#include <cstdint>
#include <string>
#include <thread>

using namespace hotshard;

namespace {

using Pages = SharedPages<std::int64_t, 4>;

/// "1 0 0 7 | 0 0 5 0": every value up to the last page, pages apart, ".." for a page that was never written.
std::string print(const Pages &pages)
{
    std::string text;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (i > 0)
            text += i % Pages::perPage == 0 ? " | " : pages.hasPage(i) ? " " : "";
        if (pages.hasPage(i))
            text += std::to_string(pages[i]);
        else if (i % Pages::perPage == 0)
            text += "..";
    }
    return text;
}

std::uint64_t next(std::uint64_t &state)
{
    state = state * 6364136223846793005U + 1442695040888963407U;
    return state >> 33;
}

constexpr std::size_t pageBytes = 4 * sizeof(std::int64_t) + 2 * sizeof(void *);

} // namespace

class TestSharedPages : public QObject {
    Q_OBJECT

private slots:
    void readsAsTheInitialValue();
    void keepsWhatIsWritten();
    void copiesShareUntilTheyAreWritten();
    void copiesByChance();
    void copiesInThreads();
};

void TestSharedPages::readsAsTheInitialValue()
{
    const Pages none;
    QCOMPARE(none[0], std::int64_t{0});
    QCOMPARE(none[1'000'000], std::int64_t{0});
    QCOMPARE(none.memory(), std::size_t{0});
    Pages minus(-1);
    QCOMPARE(minus[5], std::int64_t{-1});
    minus.writable(5) = 3;
    QCOMPARE(print(minus), std::string(".. | -1 3 -1 -1"));
    QCOMPARE(minus[99], std::int64_t{-1});
}

void TestSharedPages::keepsWhatIsWritten()
{
    Pages pages;
    pages.writable(3) = 7;
    pages.writable(0) += 1;
    pages.writable(14) = 5;
    QCOMPARE(print(pages), std::string("1 0 0 7 | .. | .. | 0 0 5 0"));
    QCOMPARE(pages.size(), std::size_t{16});
    QVERIFY(pages.memory() >= 2 * pageBytes);
    QVERIFY(pages.memory() < 3 * pageBytes + 16 * sizeof(void *)); // pages in between cost their pointer
}

void TestSharedPages::copiesShareUntilTheyAreWritten()
{
    Pages origin;
    for (std::size_t i = 0; i < 400; ++i)
        origin.writable(i) = 1;
    QCOMPARE(origin.ownMemory(), origin.memory());
    Pages copy = origin;
    const std::size_t list = 100 * 2 * sizeof(void *);
    QCOMPARE(copy.ownMemory(), list);
    QVERIFY(origin.ownMemory() < 2 * list); // its list had room to grow
    copy.writable(5) = 2;
    QCOMPARE(copy.ownMemory(), list + pageBytes);
    QCOMPARE(origin[5], std::int64_t{1});
    QCOMPARE(copy[5], std::int64_t{2});
    QCOMPARE(copy[4], std::int64_t{1});
    origin.writable(5) = 3; // nobody else has this page any more: it is written where it is
    QCOMPARE(copy[5], std::int64_t{2});
    copy = Pages();
    QCOMPARE(origin.ownMemory(), origin.memory());
}

void TestSharedPages::copiesByChance()
{
    std::uint64_t state = 1;
    std::vector<Pages> all(1);
    std::vector<std::vector<std::int64_t>> plain(1, std::vector<std::int64_t>(64, 0));
    for (int step = 0; step < 20'000; ++step) {
        const std::size_t which = next(state) % all.size();
        if (next(state) % 50 == 0 && all.size() < 9) {
            all.push_back(Pages(all[which]));
            plain.push_back(std::vector<std::int64_t>(plain[which]));
        } else if (next(state) % 100 == 0) {
            const std::size_t other = next(state) % all.size();
            all[which] = Pages(all[other]);
            plain[which] = std::vector<std::int64_t>(plain[other]);
        }
        const std::size_t i = next(state) % 64;
        all[which].writable(i) += step;
        plain[which][i] += step;
        for (std::size_t c = 0; c < all.size(); ++c)
            for (const std::size_t at : {i, i ^ 1, i ^ 17})
                QCOMPARE(all[c][at], plain[c][at]);
    }
}

void TestSharedPages::copiesInThreads()
{
    SharedPages<std::int64_t> first;
    for (std::size_t i = 0; i < 10'000; ++i)
        first.writable(i) = 1;
    SharedPages<std::int64_t> second = first;
    const auto add = [](SharedPages<std::int64_t> &pages, std::int64_t amount) {
        for (int round = 0; round < 10; ++round)
            for (std::size_t i = 0; i < 10'000; ++i)
                pages.writable(i) += amount;
    };
    std::jthread other([&] { add(second, 3); });
    add(first, 2);
    other.join();
    for (std::size_t i = 0; i < 10'000; ++i)
        QVERIFY(first[i] == 21 && second[i] == 31);
}

HOTSHARD_TEST_MAIN(TestSharedPages)
#include "tst_shared_pages.moc"
