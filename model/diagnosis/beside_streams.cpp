#include "diagnosis/beside_streams.h"

namespace hotshard {

namespace {

/// What every finding about an asynchronous function can say.
Finding asyncFinding(FindingKind kind, Severity severity, const Snapshot &snapshot, const AsyncFunctionView &function)
{
    Finding finding;
    finding.kind = kind;
    finding.severity = severity;
    finding.component = function.id;
    finding.function = function.id;
    finding.inPerSecond = function.receivedPerSecond;
    finding.outPerSecond = function.deliveredPerSecond;
    finding.growthPerSecond = finding.inPerSecond - finding.outPerSecond;
    finding.seconds = function.oldestWaiting.toSeconds();
    finding.refusedPerSecond = function.throttlesPerSecond;
    finding.kept = function.keepsDeadLetters;
    finding.limit = static_cast<double>(function.reserved);
    for (const AccountView &account : snapshot.accounts)
        if (function.reserved < 0 && function.account == account.id)
            finding.limit = static_cast<double>(account.limit - account.reserved);
    finding.moreShardsHelp = false;
    return finding;
}

} // namespace

void addLinesLost(const Snapshot &snapshot, std::vector<Finding> &findings)
{
    for (const SinkView &sink : snapshot.sinks) {
        if (!sink.objectLog || sink.objectLog->linesWritten <= sink.objectLog->linesInObject)
            continue;
        const ObjectLogView &log = *sink.objectLog;
        Finding finding;
        finding.kind = FindingKind::LinesLost;
        finding.severity = Severity::Alarm;
        finding.component = sink.id;
        finding.inPerSecond = sink.writesPerSecond;
        finding.count = static_cast<double>(log.linesWritten - log.linesInObject);
        finding.limit = static_cast<double>(log.linesWritten);
        finding.part = static_cast<double>(log.lostToStaleReads);
        finding.moreShardsHelp = false;
        findings.push_back(finding);
    }
}

void addEvents(const Snapshot &snapshot, std::vector<Finding> &findings)
{
    for (const AsyncFunctionView &function : snapshot.asyncFunctions) {
        if (function.waitingThrottled > 0 && function.oldestWaiting >= warnAge) {
            const bool growing = grows(function.receivedPerSecond, function.deliveredPerSecond);
            findings.push_back(asyncFinding(FindingKind::EventsWait,
                                            growing ? ageSeverity(function.oldestWaiting) : Severity::Warning, snapshot,
                                            function));
            findings.back().backlog = static_cast<double>(function.waitingThrottled);
        }
        if (function.waitingRetry > 0) {
            findings.push_back(asyncFinding(FindingKind::EventsFail, Severity::Warning, snapshot, function));
            findings.back().backlog = static_cast<double>(function.waitingRetry);
            findings.back().count = static_cast<double>(function.errors);
        }
        if (function.dropped > 0) {
            findings.push_back(asyncFinding(FindingKind::EventsGivenUp,
                                            function.keepsDeadLetters ? Severity::Warning : Severity::Alarm, snapshot,
                                            function));
            findings.back().count = static_cast<double>(function.dropped);
            findings.back().part = static_cast<double>(function.droppedByAge);
        }
    }
}

void addQueues(const Snapshot &snapshot, std::vector<Finding> &findings)
{
    for (const QueueServerView &server : snapshot.queueServers) {
        if (server.backlog < warnAge)
            continue;
        Finding finding;
        finding.kind = FindingKind::QueueGrows;
        finding.severity = ageSeverity(server.backlog);
        finding.component = server.id;
        finding.backlog = static_cast<double>(server.inSystem);
        finding.seconds = server.backlog.toSeconds();
        finding.outPerSecond = server.serviceMeanMs > 0 ? 1e3 / server.serviceMeanMs : 0;
        finding.moreShardsHelp = false;
        findings.push_back(finding);
    }
}

} // namespace hotshard
