#include "diagnosis/diagnose.h"

#include "diagnosis/beside_streams.h"

#include <algorithm>

namespace hotshard {

namespace {

/// A key with this share of a shard decides what the shard does.
constexpr double leadingShare = 0.4;
/// A lane that takes so much more than the mean of the others is hot by itself, not by general load.
constexpr double hotFactor = 1.5;

/// One function's reading of one shard.
struct Reading {
    const LaneView *lane = nullptr;
    const FunctionView *function = nullptr;
    ConsumerView is;
    bool named = false;   ///< several functions read the stream: a finding says whose reading it is
    bool limited = false; ///< concurrency or a read limit explains it already
};

const FunctionView *functionOf(const Snapshot &snapshot, ComponentId id)
{
    for (const FunctionView &function : snapshot.functions)
        if (function.id == id)
            return &function;
    return nullptr;
}

const FunctionView *readerOf(const Snapshot &snapshot, ComponentId stream)
{
    for (const FunctionView &function : snapshot.functions)
        if (function.reads == stream)
            return &function;
    return nullptr;
}

std::vector<Reading> readingsOf(const Snapshot &snapshot, const StreamView &stream)
{
    std::vector<Reading> all;
    for (const LaneView &lane : stream.lanes) {
        for (const ConsumerView &consumer : lane.consumers)
            all.push_back({&lane, functionOf(snapshot, consumer.function), consumer, lane.consumers.size() > 1});
        if (!lane.consumers.empty())
            continue;
        ConsumerView unread;
        unread.backlog = lane.backlog;
        unread.expired = lane.expired;
        unread.outPerSecond = lane.outPerSecond;
        unread.iteratorAge = lane.iteratorAge;
        unread.worker = lane.worker;
        all.push_back({&lane, readerOf(snapshot, stream.id), unread, false});
    }
    return all;
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

Finding readingFinding(FindingKind kind, Severity severity, const StreamView &stream, const Reading &reading)
{
    Finding finding = laneFinding(kind, severity, stream, *reading.lane);
    finding.outPerSecond = reading.is.outPerSecond;
    finding.backlog = static_cast<double>(reading.is.backlog);
    finding.growthPerSecond = finding.inPerSecond - finding.outPerSecond;
    finding.consumers = std::max(1, static_cast<int>(reading.lane->consumers.size()));
    if (reading.named)
        finding.function = reading.is.function;
    return finding;
}

void addPoison(const StreamView &stream, const std::vector<Reading> &readings, std::vector<Finding> &findings)
{
    for (const Reading &reading : readings)
        if (reading.is.worker.poison && reading.is.worker.attempt > 1) {
            findings.push_back(readingFinding(FindingKind::Poison, Severity::Alarm, stream, reading));
            findings.back().count = reading.is.worker.attempt;
            findings.back().moreShardsHelp = false;
        }
}

void addLoss(const StreamView &stream, const std::vector<Reading> &readings, std::vector<Finding> &findings)
{
    const auto worst = std::max_element(readings.begin(), readings.end(),
                                        [](const Reading &a, const Reading &b) { return a.is.expired < b.is.expired; });
    if (worst == readings.end() || worst->is.expired == 0)
        return;
    findings.push_back(readingFinding(FindingKind::Loss, Severity::Alarm, stream, *worst));
    // What one function lost, in all shards: others lose on their own.
    findings.back().shards = 0;
    for (const Reading &reading : readings)
        if (reading.is.function == worst->is.function && reading.is.expired > 0) {
            findings.back().count += static_cast<double>(reading.is.expired);
            ++findings.back().shards;
        }
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
        findings.back().consumers =
            static_cast<int>(std::count_if(stream.lanes.begin(), stream.lanes.end(),
                                           [](const LaneView &l) { return l.state == ShardState::Waiting; }));
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

/// The open lane's reading that is furthest behind of those that grow, or of those that shrink. Null when none is.
const Reading *worstBehind(const std::vector<Reading> &readings, bool growing)
{
    const Reading *worst = nullptr;
    for (const Reading &reading : readings)
        if (reading.lane->state == ShardState::Open && reading.is.iteratorAge >= warnAge && !reading.is.worker.poison
            && !reading.limited && grows(reading.lane->inPerSecond, reading.is.outPerSecond) == growing
            && (!worst || reading.is.iteratorAge > worst->is.iteratorAge))
            worst = &reading;
    return worst;
}

/// Of several readings that one limit explains: the worst, how many are late, and whether they lose ground together.
struct Together {
    Reading *worst = nullptr;
    int late = 0;
    double in = 0, out = 0, bytes = 0;

    void add(Reading &reading)
    {
        in += reading.lane->inPerSecond;
        out += reading.is.outPerSecond;
        bytes += reading.lane->bytesInPerSecond;
        late += reading.is.iteratorAge >= warnAge;
        if (!worst || reading.is.iteratorAge > worst->is.iteratorAge)
            worst = &reading;
    }
};

/// What a function may use at a time; < 0 when nothing is known.
double concurrencyOf(const Snapshot &snapshot, const FunctionView &function)
{
    if (function.reserved >= 0)
        return static_cast<double>(function.reserved);
    for (const AccountView &account : snapshot.accounts)
        if (function.account == account.id)
            return static_cast<double>(account.limit - account.reserved);
    return -1;
}

void addConcurrency(const Snapshot &snapshot, const StreamView &stream, std::vector<Reading> &readings,
                    std::vector<Finding> &findings)
{
    for (const FunctionView &function : snapshot.functions) {
        if (function.throttlesPerSecond <= 0)
            continue;
        Together all;
        for (Reading &reading : readings)
            if (reading.function == &function && reading.lane->state != ShardState::Waiting)
                all.add(reading);
        if (all.late == 0 || !grows(all.in, all.out))
            continue;
        findings.push_back(
            readingFinding(FindingKind::ConcurrencyLimit, ageSeverity(all.worst->is.iteratorAge), stream, *all.worst));
        Finding &finding = findings.back();
        finding.function = function.id;
        finding.shards = all.late;
        finding.refusedPerSecond = function.throttlesPerSecond;
        finding.limit = concurrencyOf(snapshot, function);
        finding.inPerSecond = all.in;
        finding.outPerSecond = all.out;
        finding.growthPerSecond = all.in - all.out;
        finding.moreShardsHelp = false;
        for (Reading &reading : readings)
            reading.limited = reading.limited || reading.function == &function;
    }
}

void addReadLimit(const StreamView &stream, std::vector<Reading> &readings, std::vector<Finding> &findings)
{
    Finding worst;
    Duration oldest = warnAge - Duration::microseconds(1);
    int shards = 0;
    for (const LaneView &lane : stream.lanes) {
        if (lane.reads.refusedPerSecond <= 0)
            continue;
        const auto polls = [&](const Reading &r) { return r.lane == &lane && !r.is.dedicated; };
        Together all;
        for (Reading &reading : readings)
            if (polls(reading))
                all.add(reading);
        if (all.late == 0 || (!grows(all.in, all.out) && all.bytes < 0.95 * stream.readLimitBytes))
            continue;
        ++shards;
        for (Reading &reading : readings)
            reading.limited = reading.limited || (polls(reading) && reading.is.worker.busyShare < 0.9);
        if (all.worst->is.iteratorAge <= oldest)
            continue;
        oldest = all.worst->is.iteratorAge;
        worst = readingFinding(FindingKind::ReadLimit, ageSeverity(oldest), stream, *all.worst);
        worst.consumers = static_cast<int>(std::count_if(readings.begin(), readings.end(), polls));
        worst.refusedPerSecond = lane.reads.refusedPerSecond;
        worst.count = all.bytes;
        worst.byCalls =
            all.bytes < 0.95 * stream.readLimitBytes && lane.reads.bytesPerSecond < stream.readLimitBytes * 0.9;
        worst.limit = worst.byCalls ? stream.readLimitCalls : stream.readLimitBytes;
    }
    worst.shards = shards;
    if (shards > 0)
        findings.push_back(worst);
}

void addSwitchedOff(const StreamView &stream, std::vector<Reading> &readings, std::vector<Finding> &findings)
{
    for (Reading &reading : readings) {
        if (!reading.function || reading.function->enabled)
            continue;
        const bool told = std::any_of(findings.begin(), findings.end(), [&](const Finding &f) {
            return f.kind == FindingKind::SwitchedOff && f.function == reading.function->id;
        });
        reading.limited = true;
        if (told || reading.is.iteratorAge < warnAge)
            continue;
        findings.push_back(readingFinding(FindingKind::SwitchedOff, Severity::Warning, stream, reading));
        findings.back().function = reading.function->id;
        findings.back().backlog = 0;
        for (const Reading &other : readings)
            if (other.function == reading.function)
                findings.back().backlog += static_cast<double>(other.is.backlog);
    }
}

void addGrowing(const StreamView &stream, const std::vector<Reading> &readings, std::vector<Finding> &findings)
{
    const Reading *worst = worstBehind(readings, true);
    if (!worst)
        return;
    const LaneView &lane = *worst->lane;
    const double capacity = worst->function ? worst->function->capacityPerShard : 0;
    const int others = std::max(1, stream.openShards - 1);
    const double meanOfOthers = (totalIn(stream) - lane.inPerSecond) / others;
    const bool hot = lane.hottestShare >= leadingShare
        && (stream.openShards == 1 || lane.inPerSecond > hotFactor * meanOfOthers) && !allBehind(stream);
    findings.push_back(readingFinding(hot ? FindingKind::HotKey : FindingKind::SlowFunction,
                                      ageSeverity(worst->is.iteratorAge), stream, *worst));
    // More shards cannot help a key that alone is more than one worker can do.
    findings.back().moreShardsHelp = findings.back().keyPerSecond < 0.9 * capacity;
}

void addCatchingUp(const StreamView &stream, const std::vector<Reading> &readings, std::vector<Finding> &findings)
{
    const Reading *worst = worstBehind(readings, false);
    if (!worst)
        return;
    findings.push_back(readingFinding(FindingKind::CatchingUp, Severity::Info, stream, *worst));
    const double shrinks = worst->is.outPerSecond - worst->lane->inPerSecond;
    findings.back().seconds = shrinks > 0 ? static_cast<double>(worst->is.backlog) / shrinks : 0;
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

/// Everything keeps up; `findings` stays empty when nothing is there that could.
void addHealthy(const Snapshot &snapshot, std::vector<Finding> &findings)
{
    Finding healthy;
    if (!snapshot.streams.empty()) {
        healthy.component = snapshot.streams.front().id;
        healthy.inPerSecond = totalIn(snapshot.streams.front());
    } else if (!snapshot.asyncFunctions.empty()) {
        healthy.component = snapshot.asyncFunctions.front().id;
        healthy.inPerSecond = snapshot.asyncFunctions.front().receivedPerSecond;
    } else if (!snapshot.queueServers.empty()) {
        healthy.component = snapshot.queueServers.front().id;
    } else {
        return;
    }
    findings.push_back(healthy);
}

} // namespace

std::vector<Finding> diagnose(const Snapshot &snapshot)
{
    std::vector<Finding> findings;
    for (const StreamView &stream : snapshot.streams) {
        std::vector<Reading> readings = readingsOf(snapshot, stream);
        addPoison(stream, readings, findings);
        addLoss(stream, readings, findings);
        addWriteLimit(stream, findings);
        addSwitchedOff(stream, readings, findings);
        addConcurrency(snapshot, stream, readings, findings);
        addReadLimit(stream, readings, findings);
        addGrowing(stream, readings, findings);
        addCatchingUp(stream, readings, findings);
        addWaiting(stream, findings);
    }
    addOrder(snapshot, findings);
    addLinesLost(snapshot, findings);
    addEvents(snapshot, findings);
    addQueues(snapshot, findings);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    if (findings.empty())
        addHealthy(snapshot, findings);
    return findings;
}

} // namespace hotshard
