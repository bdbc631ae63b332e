// Rows a second, thinned as they age, against plain vectors of everything.
#include "metrics/series_table.h"

#include "support/test_main.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace hotshard;

namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();

std::uint64_t noise(std::uint64_t i)
{
    i = (i + 1) * 6364136223846793005U;
    return (i ^ i >> 29) * 1442695040888963407U >> 9;
}

bool same(double a, double b)
{
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 2e-6 * std::max(std::abs(a), std::abs(b));
}

/// The table and every value that was ever set, second by second.
struct Pair {
    SeriesTable table;
    std::vector<std::vector<float>> columns; ///< [column][second]

    void addColumn()
    {
        const auto shard = static_cast<std::int32_t>(columns.size());
        QCOMPARE(table.addColumn({ComponentId{1}, Metric::Backlog, shard}), static_cast<ColumnIndex>(columns.size()));
        columns.emplace_back(static_cast<std::size_t>(table.seconds()), none);
    }
    void second(std::uint64_t seed)
    {
        for (ColumnIndex c = 0; c < columns.size(); ++c) {
            const std::uint64_t n = noise(seed * 64 + c);
            const float v = n % 5 == 0 ? none : static_cast<float>(n % 2000) - 400;
            columns[c].push_back(v);
            if (!std::isnan(v))
                table.set(c, v);
        }
        table.endSecond();
    }
    /// A mean of the means of whole rows, and the maximum, as the level has them.
    void compare(std::size_t level, ColumnIndex column, std::int64_t from, std::int64_t to) const
    {
        const std::int64_t unit = SeriesTable::levels[level].seconds;
        double sum = 0;
        float max = none;
        int rows = 0;
        for (std::int64_t row = from / unit; row * unit < to && (row + 1) * unit <= table.seconds(); ++row) {
            double inRow = 0;
            int counted = 0;
            for (std::int64_t s = row * unit; s < (row + 1) * unit; ++s) {
                const float v = columns[column][static_cast<std::size_t>(s)];
                if (std::isnan(v))
                    continue;
                inRow += static_cast<double>(v);
                ++counted;
                max = std::fmax(max, v);
            }
            if (counted) {
                sum += inRow / counted;
                ++rows;
            }
        }
        const SeriesTable::Value value = table.value(level, column, from, to);
        const double mean = rows ? sum / rows : std::numeric_limits<double>::quiet_NaN();
        const auto got = static_cast<double>(value.mean);
        const bool meanIsRight = std::abs(got - mean) <= 3e-4 || same(got, mean); // a float of up to 1600
        const bool maxIsRight = same(static_cast<double>(value.max), static_cast<double>(max));
        QVERIFY2(meanIsRight && maxIsRight,
                 qPrintable(QString("level %1 column %2 [%3, %4)").arg(level).arg(column).arg(from).arg(to)));
    }
    void compareAtRandom(std::uint64_t seed) const
    {
        for (std::size_t level = 0; level < SeriesTable::levels.size(); ++level)
            for (std::uint64_t i = 0; i < 40; ++i) {
                const std::int64_t kept = table.firstSecond(level), span = table.seconds() - kept;
                if (span <= 0)
                    continue;
                const auto from = kept + static_cast<std::int64_t>(noise(seed + i) % static_cast<std::uint64_t>(span));
                const auto to = from + 1 + static_cast<std::int64_t>(noise(seed + i + 500) % 900);
                compare(level, static_cast<ColumnIndex>(noise(i) % columns.size()), from,
                        std::min(to, table.seconds()));
            }
    }
};

} // namespace

class TestSeriesTable : public QObject {
    Q_OBJECT

private slots:
    void againstPlainVectors();
    void keepsWhatItPromises();
    void aColumnMidWay();
    void copiesAreIndependent();
    void fingerprintMoves();
    void findsColumns();
    void recentMean();
    void nothingYet();
};

void TestSeriesTable::againstPlainVectors()
{
    Pair pair;
    for (int c = 0; c < 3; ++c)
        pair.addColumn();
    for (std::uint64_t s = 0; s < 3000; ++s) {
        pair.second(s);
        if (s % 371 == 0)
            pair.compareAtRandom(s);
    }
    pair.compareAtRandom(9999);
}

void TestSeriesTable::keepsWhatItPromises()
{
    Pair pair;
    pair.addColumn();
    for (std::uint64_t s = 0; s < 60'000; ++s)
        pair.second(s);
    for (std::size_t level = 0; level < SeriesTable::levels.size(); ++level) {
        const auto &l = SeriesTable::levels[level];
        const auto span = static_cast<std::int64_t>(l.rows) * l.seconds;
        QVERIFY(pair.table.firstSecond(level) <= std::max<std::int64_t>(0, 60'000 - span));
    }
    // The finest ones forget: that is what levels are for.
    QVERIFY(pair.table.firstSecond(0) > 60'000 - 7'200 - 200);
    QVERIFY(pair.table.firstSecond(1) > 0);
    pair.compareAtRandom(1);
    QCOMPARE(pair.table.levelFor(60'000 - 7'200), std::size_t{0});
    QCOMPARE(pair.table.levelFor(60'000 - 43'200), std::size_t{1});
    QCOMPARE(pair.table.levelFor(0), std::size_t{2});
    for (std::int64_t from = 0; from < 60'000; from += 911) {
        const std::size_t level = pair.table.levelFor(from);
        QVERIFY(pair.table.firstSecond(level) <= from);
        QVERIFY(level == 0 || pair.table.firstSecond(level - 1) > from);
    }
}

void TestSeriesTable::aColumnMidWay()
{
    Pair pair;
    pair.addColumn();
    for (std::uint64_t s = 0; s < 335; ++s)
        pair.second(s);
    pair.addColumn();
    pair.addColumn();
    for (std::uint64_t s = 335; s < 1500; ++s)
        pair.second(s);
    QVERIFY(std::isnan(pair.table.value(0, 1, 0, 335).mean));
    QVERIFY(std::isnan(pair.table.value(0, 2, 0, 335).max));
    QVERIFY(!std::isnan(pair.table.value(1, 2, 330, 340).max)); // the coarse row in which it came to be
    pair.compareAtRandom(3);
    for (std::size_t level = 0; level < SeriesTable::levels.size(); ++level)
        for (ColumnIndex c = 0; c < 3; ++c)
            pair.compare(level, c, 0, 1500);
}

void TestSeriesTable::copiesAreIndependent()
{
    Pair first;
    first.addColumn();
    first.addColumn();
    for (std::uint64_t s = 0; s < 777; ++s)
        first.second(s);
    Pair second = first;
    const Pair kept = first;
    QCOMPARE(first.table.fingerprint(), second.table.fingerprint());
    second.addColumn();
    for (std::uint64_t s = 0; s < 900; ++s) {
        first.second(10'000 + s);
        second.second(20'000 + s);
    }
    first.compareAtRandom(1);
    second.compareAtRandom(2);
    kept.compareAtRandom(3);
    QVERIFY(first.table.fingerprint() != second.table.fingerprint());
}

void TestSeriesTable::fingerprintMoves()
{
    // One run of 20 seconds and 3 columns, and every run that differs from it in one value.
    const auto run = [](int changedSecond, int changedColumn, float to) {
        SeriesTable table;
        for (int c = 0; c < 3; ++c)
            table.addColumn({ComponentId{0}, Metric::Busy, c});
        for (int s = 0; s < 20; ++s) {
            for (int c = 0; c < 3; ++c) {
                const bool changed = s == changedSecond && c == changedColumn;
                const float v = changed ? to : static_cast<float>(s * c % 7);
                if (!std::isnan(v))
                    table.set(static_cast<ColumnIndex>(c), v);
            }
            table.endSecond();
        }
        return table.fingerprint();
    };
    std::set<std::uint64_t> seen{run(-1, -1, 0)};
    QCOMPARE(run(-1, -1, 0), *seen.begin());
    std::size_t runs = 1;
    for (int s = 0; s < 20; ++s)
        for (int c = 0; c < 3; ++c)
            for (const float to : {none, 1e9f, 0.5f}) {
                seen.insert(run(s, c, to));
                ++runs;
            }
    QCOMPARE(seen.size(), runs);
}

void TestSeriesTable::findsColumns()
{
    SeriesTable table;
    table.addColumn({ComponentId{1}, Metric::Incoming, 0});
    table.addColumn({ComponentId{1}, Metric::Incoming, 1});
    table.addColumn({ComponentId{2}, Metric::Incoming, 1});
    table.addColumn({ComponentId{2}, Metric::Errors});
    QCOMPARE(table.find(ComponentId{1}, Metric::Incoming, 1), std::int64_t{1});
    QCOMPARE(table.find(ComponentId{2}, Metric::Incoming, 1), std::int64_t{2});
    QCOMPARE(table.find(ComponentId{2}, Metric::Errors), std::int64_t{3});
    QCOMPARE(table.find(ComponentId{2}, Metric::Errors, 0), std::int64_t{-1});
    QCOMPARE(table.find(ComponentId{3}, Metric::Errors), std::int64_t{-1});
    std::set<std::string> names;
    for (int m = 0; m <= static_cast<int>(Metric::Writes); ++m)
        names.insert(metricName(static_cast<Metric>(m)));
    QCOMPARE(names.size(), static_cast<std::size_t>(Metric::Writes) + 1);
    QCOMPARE(metricName(Metric::Writes), "writes");
    QCOMPARE(metricUnit(Metric::IteratorAge), "s");
    QCOMPARE(metricName(Metric::BatchRecords), "records_per_invocation");
}

void TestSeriesTable::recentMean()
{
    SeriesTable table;
    const ColumnIndex c = table.addColumn({ComponentId{0}, Metric::Incoming, 0});
    QVERIFY(table.recentMean(c, 10) == 0);
    for (int s = 1; s <= 20; ++s) {
        table.set(c, static_cast<float>(s));
        table.endSecond();
    }
    QVERIFY(table.recentMean(c, 10) == 15.5f);
    QVERIFY(table.recentMean(c, 1) == 20);
    QVERIFY(table.recentMean(c, 100) == 10.5f); // as far as there is something

    // All columns at once, also those that came later or never had a value.
    Pair pair;
    for (std::uint64_t s = 0; s < 200; ++s) {
        if (s % 40 == 0)
            pair.addColumn();
        pair.second(s);
    }
    pair.addColumn();
    for (const std::int64_t seconds : {1, 10, 64, 500}) {
        const std::vector<float> means = pair.table.recentMeans(seconds);
        QCOMPARE(means.size(), pair.columns.size());
        for (ColumnIndex column = 0; column < means.size(); ++column)
            QVERIFY(means[column] == pair.table.recentMean(column, seconds));
    }
}

void TestSeriesTable::nothingYet()
{
    SeriesTable table;
    const ColumnIndex c = table.addColumn({ComponentId{0}, Metric::Incoming, 0});
    for (std::size_t level = 0; level < SeriesTable::levels.size(); ++level) {
        QVERIFY(std::isnan(table.value(level, c, 0, 100).mean));
        QCOMPARE(table.firstSecond(level), std::int64_t{0});
    }
    QCOMPARE(table.levelFor(0), std::size_t{0});
}

HOTSHARD_TEST_MAIN(TestSeriesTable)
#include "tst_series_table.moc"
