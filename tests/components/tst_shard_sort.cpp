// The counting sort of a block against a stable sort.
#include "components/shard_sort.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <memory>

using namespace hotshard;
using namespace hotshard::test;

class TestShardSort : public QObject {
    Q_OBJECT

private slots:
    void againstAStableSort()
    {
        Dice dice(11);
        auto sort = std::make_unique<ShardSort>();
        auto block = std::make_unique<RecordBlock>();
        for (int round = 0; round < 400; ++round) {
            const auto n = static_cast<std::size_t>(dice.between(0, round % 50 == 0 ? kBlockRecords : 40));
            const auto shards = static_cast<std::size_t>(dice.between(1, round % 3 == 0 ? 300 : 5));
            const bool positions = dice.chance(0.5);
            std::vector<std::vector<std::size_t>> wanted(shards);
            for (std::size_t i = 0; i < n; ++i) {
                block->time[i] = static_cast<std::int64_t>(i) * 3;
                block->key[i] = static_cast<std::uint32_t>(dice.below(1'000'000));
                sort->shard[i] = static_cast<std::uint32_t>(dice.below(shards));
                wanted[sort->shard[i]].push_back(i);
            }
            sort->count(n, shards);
            sort->gather(*block, positions);
            for (std::uint32_t s = 0; s < shards; ++s) {
                QCOMPARE(std::size_t{sort->countOf(s)}, wanted[s].size());
                for (std::size_t k = 0; k < wanted[s].size(); ++k) {
                    QCOMPARE(sort->timesOf(s)[k], block->time[wanted[s][k]]);
                    QCOMPARE(sort->keysOf(s)[k], block->key[wanted[s][k]]);
                    if (positions)
                        QCOMPARE(std::size_t{sort->positionsOf(s)[k]}, wanted[s][k]);
                }
            }
        }
    }
};

HOTSHARD_TEST_MAIN(TestShardSort)
#include "tst_shard_sort.moc"
