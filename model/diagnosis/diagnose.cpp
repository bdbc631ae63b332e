#include "diagnosis/diagnose.h"

#include <algorithm>

namespace hotshard {

namespace {

/// A key with this share of a shard decides what the shard does.
constexpr double leadingShare = 0.4;
/// A lane that takes so much more than the mean of the others is hot by itself, not by general load.
constexpr double hotFactor = 1.5;

Severity ageSeverity(Duration age)
{
    return age >= alarmAge ? Severity::Alarm : age >= warnAge ? Severity::Warning : Severity::Info;
}

const FunctionView *readerOf(const Snapshot &snapshot, ComponentId stream)
{
    for (const FunctionView &function : snapshot.functions)
        if (function.reads == stream)
            return &function;
    return nullptr;
}

double totalIn(const StreamView &stream)
{
    double total = 0;
    for (const LaneView &lane : stream.lanes)
        total += lane.inPerSecond;
    return total;
}

/// What every finding about a lane can say.
Finding laneFinding(FindingKind kind, Severity severity, const StreamView &stream, const LaneView &lane)
{
    Finding finding;
    finding.kind = kind;
    finding.severity = severity;
    finding.component = stream.id;
    finding.shard = lane.shard;
    finding.key = lane.hottestKey;
    finding.keyShare = lane.hottestShare;
    const double total = totalIn(stream);
    finding.shardShare = total > 0 ? lane.inPerSecond / total : 0;
    finding.inPerSecond = lane.inPerSecond;
    finding.outPerSecond = lane.outPerSecond;
    finding.keyPerSecond = lane.inPerSecond * lane.hottestShare;
    finding.backlog = static_cast<double>(lane.backlog);
    finding.growthPerSecond = lane.inPerSecond - lane.outPerSecond;
    return finding;
}

void addPoison(const StreamView &stream, std::vector<Finding> &findings)
{
    for (const LaneView &lane : stream.lanes)
        if (lane.worker.poison && lane.worker.attempt > 1) {
            findings.push_back(laneFinding(FindingKind::Poison, Severity::Alarm, stream, lane));
            findings.back().count = lane.worker.attempt;
            findings.back().moreShardsHelp = false;
        }
}

void addLoss(const StreamView &stream, std::vector<Finding> &findings)
{
    const auto worst = std::max_element(stream.lanes.begin(), stream.lanes.end(),
                                        [](const auto &a, const auto &b) { return a.expired < b.expired; });
    if (worst == stream.lanes.end() || worst->expired == 0)
        return;
    findings.push_back(laneFinding(FindingKind::Loss, Severity::Alarm, stream, *worst));
    for (const LaneView &lane : stream.lanes)
        findings.back().count += static_cast<double>(lane.expired);
}

void addWriteLimit(const StreamView &stream, std::vector<Finding> &findings)
{
    const auto worst = std::max_element(stream.lanes.begin(), stream.lanes.end(), [](const auto &a, const auto &b) {
        return a.rejectedPerSecond < b.rejectedPerSecond;
    });
    if (worst == stream.lanes.end() || worst->rejectedPerSecond <= 0)
        return;
    findings.push_back(laneFinding(FindingKind::WriteLimit, Severity::Alarm, stream, *worst));
    Finding &finding = findings.back();
    finding.count = static_cast<double>(worst->rejected);
    // A key that alone fills a shard fills whatever shard it falls into.
    finding.moreShardsHelp = finding.keyPerSecond < stream.writeLimitRecords * 0.9;
}

void addWaiting(const StreamView &stream, std::vector<Finding> &findings)
{
    for (const LaneView &lane : stream.lanes) {
        if (lane.state != ShardState::Waiting)
            continue;
        const auto parent = std::find_if(stream.lanes.begin(), stream.lanes.end(), [&](const LaneView &other) {
            return other.state == ShardState::Draining
                && std::find(lane.parents.begin(), lane.parents.end(), other.shard) != lane.parents.end();
        });
        if (parent == stream.lanes.end())
            continue;
        findings.push_back(laneFinding(FindingKind::Waiting, Severity::Warning, stream, *parent));
        findings.back().seconds =
            parent->outPerSecond > 0 ? static_cast<double>(parent->backlog) / parent->outPerSecond : 0;
        return; // one is enough: the others wait for the same reason
    }
}

/// True when nearly all open lanes are behind: the function is too slow for what comes, whatever the key.
bool allBehind(const StreamView &stream)
{
    int open = 0, behind = 0;
    for (const LaneView &lane : stream.lanes)
        if (lane.state == ShardState::Open && lane.inPerSecond > 0) {
            ++open;
            behind += lane.iteratorAge >= warnAge ? 1 : 0;
        }
    return open > 1 && behind * 4 >= open * 3;
}

bool isGrowing(const LaneView &lane)
{
    const double growth = lane.inPerSecond - lane.outPerSecond;
    return growth >= -0.01 * lane.inPerSecond && lane.inPerSecond > 0;
}

/// The open lane that is furthest behind of those that grow, or of those that shrink. Null when none is.
const LaneView *worstBehind(const StreamView &stream, bool growing)
{
    const LaneView *worst = nullptr;
    for (const LaneView &lane : stream.lanes)
        if (lane.state == ShardState::Open && lane.iteratorAge >= warnAge && !lane.worker.poison
            && isGrowing(lane) == growing && (!worst || lane.iteratorAge > worst->iteratorAge))
            worst = &lane;
    return worst;
}

void addGrowing(const Snapshot &snapshot, const StreamView &stream, std::vector<Finding> &findings)
{
    const LaneView *worst = worstBehind(stream, true);
    if (!worst)
        return;
    const FunctionView *reader = readerOf(snapshot, stream.id);
    const double capacity = reader ? reader->capacityPerShard : 0;
    const int others = std::max(1, stream.openShards - 1);
    const double meanOfOthers = (totalIn(stream) - worst->inPerSecond) / others;
    const bool hot = worst->hottestShare >= leadingShare
        && (stream.openShards == 1 || worst->inPerSecond > hotFactor * meanOfOthers) && !allBehind(stream);
    findings.push_back(laneFinding(hot ? FindingKind::HotKey : FindingKind::SlowFunction,
                                   ageSeverity(worst->iteratorAge), stream, *worst));
    // More shards cannot help a key that alone is more than one worker can do.
    findings.back().moreShardsHelp = findings.back().keyPerSecond < 0.9 * capacity;
}

void addCatchingUp(const StreamView &stream, std::vector<Finding> &findings)
{
    const LaneView *worst = worstBehind(stream, false);
    if (!worst)
        return;
    findings.push_back(laneFinding(FindingKind::CatchingUp, Severity::Info, stream, *worst));
    const double shrinks = worst->outPerSecond - worst->inPerSecond;
    findings.back().seconds = shrinks > 0 ? static_cast<double>(worst->backlog) / shrinks : 0;
}

void addOrder(const Snapshot &snapshot, std::vector<Finding> &findings)
{
    for (const FunctionView &function : snapshot.functions) {
        if (function.outOfOrder == 0)
            continue;
        Finding finding;
        finding.kind = FindingKind::OrderLost;
        finding.severity = Severity::Warning;
        finding.component = function.id;
        finding.count = static_cast<double>(function.outOfOrder);
        findings.push_back(finding);
    }
}

} // namespace

std::vector<Finding> diagnose(const Snapshot &snapshot)
{
    std::vector<Finding> findings;
    for (const StreamView &stream : snapshot.streams) {
        addPoison(stream, findings);
        addLoss(stream, findings);
        addWriteLimit(stream, findings);
        addGrowing(snapshot, stream, findings);
        addCatchingUp(stream, findings);
        addWaiting(stream, findings);
    }
    addOrder(snapshot, findings);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    if (findings.empty() && !snapshot.streams.empty()) {
        Finding healthy;
        healthy.component = snapshot.streams.front().id;
        healthy.inPerSecond = totalIn(snapshot.streams.front());
        findings.push_back(healthy);
    }
    return findings;
}

} // namespace hotshard
