// Findings about log files and queues: a run that has each, one that nearly has it and must not.
#include "diagnosis/diagnose.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <algorithm>

using namespace hotshard;
using namespace hotshard::test;

namespace {

std::vector<Finding> findings(const std::string &line, Duration duration = Duration::minutes(2))
{
    return diagnose(simulate(line, duration).snapshot({}));
}

const Finding *find(const std::vector<Finding> &all, FindingKind kind)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Finding &f) { return f.kind == kind; });
    return found == all.end() ? nullptr : &*found;
}

bool onlyHealthy(const std::vector<Finding> &all) { return all.size() == 1 && all[0].kind == FindingKind::Healthy; }

Snapshot logFile(std::uint64_t written, std::uint64_t kept, std::uint64_t stale)
{
    Snapshot s;
    s.streams.emplace_back().id = ComponentId{1};
    SinkView &sink = s.sinks.emplace_back();
    sink.id = ComponentId{3};
    sink.objectLog = ObjectLogView{};
    sink.objectLog->linesWritten = written;
    sink.objectLog->linesInObject = kept;
    sink.objectLog->lostToStaleReads = stale;
    sink.objectLog->lostToOtherWriters = written - kept - stale;
    return s;
}

} // namespace

class TestBesideStreams : public QObject {
    Q_OBJECT

private slots:
    /// Lines that a later PUT has overwritten are lost, however well the shards keep up.
    void linesLost()
    {
        const auto all = diagnose(logFile(1000, 870, 100));
        const Finding *lost = find(all, FindingKind::LinesLost);
        QVERIFY(lost && lost->severity == Severity::Alarm && lost->component == ComponentId{3});
        QCOMPARE(lost->count, 130.0);
        QCOMPARE(lost->part, 100.0);
        QCOMPARE(lost->limit, 1000.0);
        QVERIFY(!find(all, FindingKind::Healthy));
        QVERIFY(onlyHealthy(diagnose(logFile(1000, 1000, 0))));
    }

    /// Ten objects a second of 2 s each need twenty at a time; there are five.
    void eventsWait()
    {
        const auto all = findings("uploads bucket 10/s constant delay=0s -> thumb lambda_async 2s reserved=5");
        const Finding *wait = find(all, FindingKind::EventsWait);
        QVERIFY(wait && wait->severity == Severity::Alarm && wait->function == ComponentId{1});
        QCOMPARE(wait->limit, 5.0);
        QVERIFY(wait->backlog > 500 && wait->seconds > 30);
        QVERIFY(onlyHealthy(findings("uploads bucket 2/s constant delay=0s -> thumb lambda_async 2s reserved=5")));
    }

    /// Every invocation fails: the first events have their third try after 180 s, and are given up then.
    void eventsFailAndAreGivenUp()
    {
        const std::string line = "uploads bucket 2/s constant delay=0s -> thumb lambda_async 100ms errors=100%";
        const auto early = findings(line, Duration::seconds(170));
        const Finding *fail = find(early, FindingKind::EventsFail);
        QVERIFY(fail && fail->severity == Severity::Warning && fail->backlog > 300);
        QVERIFY(!find(early, FindingKind::EventsGivenUp));
        const auto late = findings(line, Duration::seconds(200));
        const Finding *given = find(late, FindingKind::EventsGivenUp);
        QVERIFY(given && given->severity == Severity::Alarm && !given->kept && given->count > 20);
        const auto kept = findings(line + " retries.on_failure=true", Duration::seconds(200));
        QVERIFY(find(kept, FindingKind::EventsGivenUp)->kept);
        QCOMPARE(find(kept, FindingKind::EventsGivenUp)->severity, Severity::Warning);
    }

    /// 100 records/s, and a server that does fifty: after a minute it is a minute behind.
    void queueGrows()
    {
        const auto all = findings("web 100/s -> server 20ms constant", Duration::minutes(1));
        const Finding *queue = find(all, FindingKind::QueueGrows);
        QVERIFY(queue && queue->severity == Severity::Alarm);
        QVERIFY(std::abs(queue->seconds - 60) < 6 && std::abs(queue->backlog - 3000) < 300);
        QCOMPARE(queue->outPerSecond, 50.0);
        QVERIFY(onlyHealthy(findings("web 100/s -> server 5ms constant", Duration::minutes(1))));
    }
};

HOTSHARD_TEST_MAIN(TestBesideStreams)
#include "tst_beside_streams.moc"
