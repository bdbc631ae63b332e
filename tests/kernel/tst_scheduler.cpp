// Events come by time, equal times in the order in which they were scheduled; a copy goes its own way.
#include "kernel/scheduler.h"

#include "support/test_main.h"

#include <map>

using namespace hotshard;

namespace {

/// A multimap keeps equal keys in the order of insertion: the law itself.
struct Oracle {
    std::multimap<std::int64_t, std::uint32_t> future;
    std::uint32_t take()
    {
        const std::uint32_t id = future.begin()->second;
        future.erase(future.begin());
        return id;
    }
};

struct Pair {
    Scheduler scheduler;
    Oracle oracle;
    std::int64_t now = 0;
    std::uint32_t next = 0;

    /// One random step: schedules one event, or takes one from both and compares.
    void step(std::uint64_t random)
    {
        const bool take = !oracle.future.empty() && random % 100 < 48;
        if (!take) {
            // Often at the same instant as others.
            const std::int64_t at = now + static_cast<std::int64_t>((random >> 8) % 7);
            scheduler.schedule(SimTime{at}, ComponentId{next % 5}, next % 3, next);
            oracle.future.emplace(at, next++);
            return;
        }
        QCOMPARE(scheduler.next().us, oracle.future.begin()->first);
        const Event event = scheduler.take();
        now = event.at.us;
        const std::uint32_t wanted = oracle.take();
        QCOMPARE(event.shard, wanted);
        QCOMPARE(event.component, ComponentId{wanted % 5});
        QCOMPARE(event.kind, wanted % 3);
        QCOMPARE(scheduler.size(), oracle.future.size());
    }
    void drain()
    {
        while (!oracle.future.empty())
            QCOMPARE(scheduler.take().shard, oracle.take());
        QVERIFY(scheduler.empty());
    }
};

std::uint64_t noise(std::uint64_t i)
{
    i = (i + 1) * 6364136223846793005U;
    return (i ^ i >> 29) * 1442695040888963407U >> 7;
}

} // namespace

class TestScheduler : public QObject {
    Q_OBJECT

private slots:
    void nothingToCome()
    {
        Scheduler scheduler;
        QVERIFY(scheduler.empty());
        QVERIFY(scheduler.next() == SimTime::never());
        scheduler.schedule(SimTime{7}, ComponentId{1}, 2, 3);
        QVERIFY(!scheduler.empty());
        QVERIFY(scheduler.next() == SimTime{7});
        scheduler.take();
        QVERIFY(scheduler.empty());
        QVERIFY(scheduler.next() == SimTime::never());
    }

    void equalTimesKeepTheirOrder()
    {
        Scheduler scheduler;
        for (std::uint32_t i = 0; i < 1000; ++i)
            scheduler.schedule(SimTime{5}, ComponentId{0}, 0, i);
        scheduler.schedule(SimTime{4}, ComponentId{0}, 0, 1000);
        QCOMPARE(scheduler.take().shard, 1000U);
        for (std::uint32_t i = 0; i < 1000; ++i)
            QCOMPARE(scheduler.take().shard, i);
    }

    void tenThousandRandomSteps()
    {
        Pair pair;
        for (std::uint64_t i = 0; i < 10'000; ++i) {
            pair.step(noise(i));
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(pair.oracle.future.size() > 20); // the steps did not only empty it
        pair.drain();
    }

    void copiesGoTheirOwnWays()
    {
        Pair first;
        for (std::uint64_t i = 0; i < 1000; ++i)
            first.step(noise(i));
        Pair second = first;
        for (std::uint64_t i = 0; i < 1000; ++i) {
            first.step(noise(i + 5000));
            second.step(noise(i + 9000));
        }
        first.drain();
        second.drain();
    }

    void copiesGiveTheSameSequences()
    {
        // Also those that are scheduled after the copy was made.
        Scheduler first;
        first.schedule(SimTime{1}, ComponentId{0}, 0, 0);
        Scheduler second = first;
        for (Scheduler *scheduler : {&first, &second})
            scheduler->schedule(SimTime{1}, ComponentId{0}, 0, 1);
        for (Scheduler *scheduler : {&first, &second}) {
            QCOMPARE(scheduler->take().sequence, std::uint64_t{0});
            QCOMPARE(scheduler->take().sequence, std::uint64_t{1});
        }
    }
};

HOTSHARD_TEST_MAIN(TestScheduler)
#include "tst_scheduler.moc"
