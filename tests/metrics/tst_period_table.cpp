#include "metrics/period_table.h"

#include "support/test_main.h"

#include <algorithm>
#include <cmath>
#include <map>

using namespace hotshard;

namespace {

constexpr ComponentId clicks{0}, count{1};

double valueOf(const PeriodTable &table, const char *metric, CloudStatistic statistic, std::int32_t shard,
               std::int64_t from, std::int64_t to)
{
    return table.value(metric[0] == 'D' ? count : clicks, *findCloudMetric(metric), statistic, shard, from, to)
        .value_or(-1);
}

void pass(PeriodTable &table, int seconds)
{
    for (int i = 0; i < seconds; ++i)
        table.endSecond();
}

} // namespace

class TestPeriodTable : public QObject {
    Q_OBJECT
private slots:
    /// Every statistic of samples in two shards over three minutes, against the samples themselves.
    void statistics()
    {
        PeriodTable table;
        table.keepTenSeconds();
        const PeriodColumn columns[] = {table.addColumn(clicks, Measured::ReadRecords, 0),
                                        table.addColumn(clicks, Measured::ReadRecords, 1)};
        std::map<std::pair<int, int>, std::vector<double>> samples; // by second and shard
        for (int s = 0; s < 180; ++s, table.endSecond())
            for (int i = 0; i < (s * 7) % 4; ++i) {
                const double value = (s * 31 + i * 17) % 100;
                table.add(columns[i % 2], value);
                samples[{s, i % 2}].push_back(value);
            }
        for (const auto &[from, to] : {std::pair{0, 60}, {60, 180}, {10, 20}, {170, 180}, {30, 90}})
            for (const int shard : {-1, 0, 1}) {
                std::vector<double> all;
                for (const auto &[place, values] : samples)
                    if (place.first >= from && place.first < to && (shard < 0 || place.second == shard))
                        all.insert(all.end(), values.begin(), values.end());
                double sum = 0;
                for (const double v : all)
                    sum += v;
                const char *metric = shard < 0 ? "GetRecords.Records" : "OutgoingRecords";
                const auto value = [&](CloudStatistic s) { return valueOf(table, metric, s, shard, from, to); };
                QCOMPARE(value(CloudStatistic::Sum), sum);
                QCOMPARE(value(CloudStatistic::SampleCount), static_cast<double>(all.size()));
                QCOMPARE(value(CloudStatistic::Average), sum / static_cast<double>(all.size()));
                QCOMPARE(value(CloudStatistic::Maximum), *std::max_element(all.begin(), all.end()));
                QCOMPARE(value(CloudStatistic::Minimum), *std::min_element(all.begin(), all.end()));
            }
    }

    /// A period ends with its last instant, and a sample may come when it is long over.
    void lateSamples()
    {
        PeriodTable table;
        const PeriodColumn took = table.addColumn(count, Measured::TookTime);
        pass(table, 150);
        const PeriodTable copy = table;
        for (const std::int64_t us : {0LL, 60'000'000LL, 60'000'001LL, 120'000'000LL, 149'000'000LL})
            table.addTimeAt(took, SimTime{us}, 7);
        const auto samples = [&](const PeriodTable &of, std::int64_t m) {
            return valueOf(of, "Duration", CloudStatistic::SampleCount, -1, m * 60, m * 60 + 60);
        };
        QCOMPARE(samples(table, 0), 2.0);
        QCOMPARE(samples(table, 1), 2.0);
        QCOMPARE(samples(table, 2), 1.0);
        QCOMPARE(samples(copy, 0), -1.0); // copies are independent
    }

    /// No sample, no data point: not a zero.
    void missing()
    {
        PeriodTable table;
        const PeriodColumn records = table.addColumn(clicks, Measured::Records, 0);
        table.add(records, 0, 0);
        pass(table, 60);
        table.add(records, 12, 12);
        pass(table, 60);
        QCOMPARE(valueOf(table, "IncomingRecords", CloudStatistic::Sum, -1, 0, 60), -1.0);
        QCOMPARE(valueOf(table, "IncomingRecords", CloudStatistic::Sum, 0, 60, 120), 12.0);
        QCOMPARE(valueOf(table, "IncomingRecords", CloudStatistic::Sum, 1, 60, 120), -1.0);
        QCOMPARE(valueOf(table, "IncomingBytes", CloudStatistic::Sum, -1, 60, 120), -1.0);
    }

    /// Percentiles are nearest ranks, to the width of a bucket; a single value is itself.
    void percentiles()
    {
        PeriodTable table;
        const PeriodColumn took = table.addColumn(count, Measured::TookTime);
        std::vector<double> all;
        for (int i = 1; i <= 1'000; ++i) {
            all.push_back((i * 37) % 1'000 * 3 + 1);
            table.addTimeAt(took, SimTime{i * 100'000}, all.back());
        }
        pass(table, 120);
        std::sort(all.begin(), all.end());
        for (const auto &[statistic, rank] :
             {std::pair{CloudStatistic::P50, 500}, {CloudStatistic::P90, 900}, {CloudStatistic::P99, 990}}) {
            const double wanted = all[static_cast<std::size_t>(rank) - 1];
            const double given = valueOf(table, "Duration", statistic, -1, 0, 120);
            QVERIFY2(std::abs(given / wanted - 1) < 0.005, std::to_string(given).c_str());
        }
        PeriodTable one;
        one.addTimeAt(one.addColumn(count, Measured::TookTime), SimTime{5}, 123.456);
        pass(one, 60);
        QCOMPARE(valueOf(one, "Duration", CloudStatistic::P99, -1, 0, 60), 123.456);
    }

    /// Of many shards fewer minutes are kept, and never less than a day.
    void forgets()
    {
        PeriodTable table;
        PeriodColumn last = 0;
        for (std::int32_t shard = 0; shard < 2'000; ++shard)
            last = table.addColumn(clicks, Measured::Records, shard);
        for (std::int64_t m = 0; m < 1'700; ++m) {
            table.add(last, 1);
            pass(table, 60);
        }
        QCOMPARE(table.firstSecond(), std::int64_t{(1'700 - 1'500) * 60});
        QCOMPARE(valueOf(table, "IncomingRecords", CloudStatistic::Sum, -1, 0, 60), -1.0);
        QCOMPARE(valueOf(table, "IncomingRecords", CloudStatistic::Sum, -1, 1'699 * 60, 1'700 * 60), 1.0);
    }
};

HOTSHARD_TEST_MAIN(TestPeriodTable)
#include "tst_period_table.moc"
