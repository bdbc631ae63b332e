// A log file in an object store: its versions against sets of lines written down one by one, and whole runs by hand.
#include "components/object_log.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <set>
#include <sstream>

using namespace hotshard;
using namespace hotshard::test;

namespace {

std::string print(const ObjectVersions &object)
{
    std::ostringstream out;
    out << object.present() << " of " << object.written() << ", stale " << object.lostToStaleReads() << ", others "
        << object.lostToOtherWriters();
    return out.str();
}

/// Every version with all its lines, each line with its number.
struct Oracle {
    struct Version {
        std::int64_t at;
        std::set<std::uint64_t> lines;
    };
    std::vector<Version> versions{{-1, {}}};
    std::uint64_t written = 0;

    void put(std::uint64_t base, std::uint64_t lines, std::int64_t at)
    {
        Version version{at, versions[base].lines};
        while (lines-- > 0)
            version.lines.insert(written++);
        versions.push_back(std::move(version));
    }
    std::uint64_t latestAt(std::int64_t t) const
    {
        std::uint64_t latest = 0;
        for (std::uint64_t v = 0; v < versions.size(); ++v)
            if (versions[v].at <= t)
                latest = v;
        return latest;
    }
};

std::string linesOf(const Simulation &run)
{
    return print(component<ObjectLog>(run, "log").object()) + ", conflicts "
        + std::to_string(run.snapshot({.chartPoints = 0}).sinks.at(0).objectLog->conflicts);
}

/// Ten records a second, a batch each second and shard.
const std::string oneWriter = "web 10/s constant keys=500 -> lines[1] -> append fixed=50ms -> log object_log";

} // namespace

class TestObjectLog : public QObject {
    Q_OBJECT

private slots:
    void versionsByHand()
    {
        ObjectVersions object;
        object.put(0, 0, 14, SimTime{1});
        object.put(1, 1, 5, SimTime{2});
        QCOMPARE(print(object), std::string("19 of 19, stale 0, others 0"));
        object.put(1, 2, 13, SimTime{3}); // read the old version: the 5 are overwritten
        QCOMPARE(print(object), std::string("27 of 32, stale 5, others 0"));
        object.put(2, 2, 6, SimTime{4}); // had read before that: the 13 are gone, the 5 are back
        QCOMPARE(print(object), std::string("25 of 38, stale 0, others 13"));
    }

    void versionsAgainstSets()
    {
        Dice dice(4);
        ObjectVersions object;
        Oracle oracle;
        std::vector<std::pair<std::uint64_t, std::uint64_t>> reads; // of writers at work: version, latest then
        std::int64_t now = 0;
        std::uint64_t most = 0;
        for (int i = 0; i < 4000; ++i) {
            now += dice.between(0, 3);
            if (dice.chance(0.5) && reads.size() < 5) {
                const std::uint64_t read =
                    dice.chance(0.3) ? object.latestAt(SimTime{now - dice.between(0, 20)}) : object.latest();
                QCOMPARE(object.latestAt(SimTime{now}), oracle.latestAt(now));
                reads.emplace_back(read, object.latest());
            } else if (!reads.empty()) {
                const auto one = reads.begin() + static_cast<std::ptrdiff_t>(dice.below(reads.size()));
                const std::uint64_t lines = dice.below(4);
                object.put(one->first, one->second, lines, SimTime{now});
                oracle.put(one->first, lines, now);
                reads.erase(one);
            }
            QCOMPARE(object.present(), std::uint64_t{oracle.versions.back().lines.size()});
            QCOMPARE(object.written(), oracle.written);
            if (dice.chance(0.1)) {
                std::uint64_t oldest = object.latestAt(SimTime{now - 20});
                QCOMPARE(oldest, oracle.latestAt(now - 20));
                for (const auto &[read, latest] : reads)
                    oldest = std::min(oldest, read);
                object.forget(oldest);
            }
            most = std::max<std::uint64_t>(most, object.kept());
        }
        QVERIFY(object.present() < object.written());
        QVERIFY2(most < 400, std::to_string(most).c_str()); // not all of some 2,000
    }

    /// One shard, strong: whatever the batches, every line is there.
    void oneWriterLosesNothing()
    {
        const Simulation run = simulate("web 7/s keys=500 -> lines[1] -> append fixed=700ms spread=lognormal -> log "
                                        "object_log",
                                        Duration::minutes(5));
        checkAll(run);
        const ObjectVersions &object = component<ObjectLog>(run, "log").object();
        QVERIFY(object.written() > 2000);
        QCOMPARE(object.present(), object.written());
    }

    /// GET 100 ms, work 50 ms, PUT 100 ms: the invocation takes all of it, and the wait.
    void timesAreTheInvocations()
    {
        for (const auto &[words, ms] :
             std::vector<std::pair<std::string, double>>{{"", 250}, {" get=0s put=1ms", 51}, {" wait=2s", 2250}}) {
            const Simulation run = simulate(oneWriter + words, Duration::seconds(30));
            const FunctionView function = run.snapshot({.chartPoints = 0}).functions.at(0);
            QCOMPARE(function.durationMaxMs, ms);
            QCOMPARE(function.errors, std::uint64_t{0});
        }
    }

    /// Batches of ten, one a second. A stale GET sees what was there 1.2 s ago: not the last PUT, but the one before
    /// it.
    void staleReadsLoseLines()
    {
        const std::string eventual = oneWriter + " consistency=eventual stale.time=1200ms stale.share=";
        QCOMPARE(linesOf(simulate(eventual + "0", Duration::seconds(60))),
                 linesOf(simulate(oneWriter, Duration::seconds(60))));
        const Simulation run = simulate(eventual + "0.5", Duration::seconds(60));
        const ObjectLogView log = *run.snapshot({.chartPoints = 0}).sinks.at(0).objectLog;
        QVERIFY(log.staleGets > 10);
        // Each stale GET takes away the batch before it, which may bring another back.
        QVERIFY(log.lostToStaleReads > 0 && log.lostToStaleReads <= 10 * log.staleGets);
        QCOMPARE(log.lostToOtherWriters, std::uint64_t{0});
        // Who waits for longer than a copy may be behind is never wrong.
        QCOMPARE(
            print(component<ObjectLog>(simulate(eventual + "0.5 wait=1200ms", Duration::seconds(60)), "log").object())
                .find("stale 0, others 0"),
            std::size_t{12});
    }

    /// T10.15: two writers that have read the same version lose one update; with If-Match the second tries again.
    void twoWriters()
    {
        const std::string two =
            "web 10/s constant keys=500 -> lines[2] -> append fixed=50ms -> log object_log get=900ms";
        const Simulation run = simulate(two, Duration::seconds(60));
        const ObjectLogView log = *run.snapshot({.chartPoints = 0}).sinks.at(0).objectLog;
        QVERIFY(log.lostToOtherWriters > 0);
        QCOMPARE(log.lostToStaleReads, std::uint64_t{0});
        const Simulation guarded = simulate(two + " conditional_writes=true", Duration::seconds(60));
        const ObjectLogView safe = *guarded.snapshot({.chartPoints = 0}).sinks.at(0).objectLog;
        QCOMPARE(safe.linesInObject, safe.linesWritten);
        QVERIFY(safe.conflicts > 0);
    }

    /// Cut off by the time-out while it waits: its lines are in the object, and come again.
    void cutOffAfterThePut()
    {
        const Simulation run =
            simulate("web 1/s constant keys=5 -> lines[1] -> append retries=1 timeout=1s -> log object_log "
                     "wait=10s",
                     Duration::seconds(60));
        checkAll(run);
        const FunctionView function = run.snapshot({.chartPoints = 0}).functions.at(0);
        QCOMPARE(function.errors, function.timeouts);
        QVERIFY(function.timeouts > 5);
        QCOMPARE(function.delivered, std::uint64_t{0});
        QVERIFY(component<ObjectLog>(run, "log").object().written() > 10);
    }

    /// A function that fails writes nothing.
    void failuresWriteNothing()
    {
        const Simulation run = simulate("web 10/s keys=5 -> lines[1] -> append errors=100% retries=0 -> log object_log",
                                        Duration::seconds(30));
        checkAll(run);
        QCOMPARE(linesOf(run), std::string("0 of 0, stale 0, others 0, conflicts 0"));
    }
};

HOTSHARD_TEST_MAIN(TestObjectLog)
#include "tst_object_log.moc"
