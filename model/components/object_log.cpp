#include "components/object_log.h"

#include <algorithm>

namespace hotshard {

ObjectLog::ObjectLog(ComponentId id, const std::string &name, std::uint64_t seed, const Parameters &parameters)
    : Component(id, name)
    , m_replicas(RandomStream::named(seed, name, "replicas"))
{
    configure(parameters);
}

void ObjectLog::configure(const Parameters &parameters)
{
    m_getTime = parameters.duration("get_time");
    m_putTime = parameters.duration("put_time");
    m_eventual = parameters.text("consistency") == "eventual";
    m_staleTime = parameters.duration("stale.time");
    m_staleShare = parameters.number("stale.share");
    m_conditional = parameters.boolean("conditional_writes");
    m_finishWait = parameters.duration("finish_wait");
}

void ObjectLog::start(Context &context)
{
    m_columns = context.series.addColumn({id(), Metric::Writes});
    for (const Metric metric : {Metric::ObjectLines, Metric::LinesLost, Metric::WriteConflicts})
        context.series.addColumn({id(), metric});
}

ObjectLog::Update &ObjectLog::update(const Writer &writer)
{
    if (m_updates.size() <= writer.function.value)
        m_updates.resize(writer.function.value + 1);
    std::vector<Update> &workers = m_updates[writer.function.value];
    if (workers.size() <= writer.worker)
        workers.resize(writer.worker + 1);
    return workers[writer.worker];
}

Duration ObjectLog::begins(const Writer &writer, SimTime at, Context &context)
{
    update(writer).step = Update::Step::Get;
    if (at > context.now)
        context.scheduler.schedule(at, id(), writer.function.value, writer.worker);
    else
        get(update(writer), context.now);
    return m_getTime;
}

void ObjectLog::onEvent(const Event &event, Context &context)
{
    Update &one = update({ComponentId{event.kind}, event.shard});
    if (one.step == Update::Step::Get)
        get(one, context.now);
}

void ObjectLog::get(Update &update, SimTime now)
{
    update.latestThen = update.read = m_object.latest();
    if (m_eventual && m_replicas.uniform(m_gets) < m_staleShare)
        update.read = m_object.latestAt(now - m_staleTime);
    ++m_gets;
    m_staleGets += update.read != update.latestThen;
    update.step = Update::Step::Work;
}

Duration ObjectLog::goesOn(const Writer &writer, std::uint64_t records, Context &context)
{
    Update &one = update(writer);
    switch (one.step) {
    case Update::Step::None:
    case Update::Step::Get:
    case Update::Step::Work: one.step = Update::Step::Put; return m_putTime;
    case Update::Step::Put:
        if (m_conditional && one.read != m_object.latest()) {
            ++m_conflicts;
            get(one, context.now);
            one.step = Update::Step::Put;
            return m_getTime + m_putTime;
        }
        put(one, records, context.now);
        one.step = Update::Step::Wait;
        if (m_finishWait > Duration{0})
            return m_finishWait;
        [[fallthrough]];
    case Update::Step::Wait: one.step = Update::Step::None; break;
    }
    return {};
}

void ObjectLog::breaksOff(const Writer &writer, Context &)
{
    Update &one = update(writer);
    m_brokenOff += one.step == Update::Step::Put;
    one.step = Update::Step::None;
}

void ObjectLog::put(Update &update, std::uint64_t lines, SimTime now)
{
    m_object.put(update.read, update.latestThen, lines, now);
    ++m_puts;
    if (m_object.kept() >= m_forgetAt)
        forget(now);
}

void ObjectLog::forget(SimTime now)
{
    ObjectVersions::Version oldest = m_object.latestAt(now - longestStale);
    for (const std::vector<Update> &workers : m_updates)
        for (const Update &each : workers)
            if (each.step == Update::Step::Work || each.step == Update::Step::Put)
                oldest = std::min(oldest, each.read);
    m_object.forget(oldest);
    m_forgetAt = std::max<std::size_t>(64, 2 * m_object.kept());
}

void ObjectLog::writeResults(std::uint64_t count, Context &context)
{
    Update atOnce;
    atOnce.read = atOnce.latestThen = m_object.latest();
    put(atOnce, count, context.now);
}

void ObjectLog::sample(Context &context)
{
    SeriesTable &series = context.series;
    series.set(m_columns, static_cast<float>(m_object.written() - m_sampledWritten));
    series.set(m_columns + 1, static_cast<float>(m_object.present()));
    series.set(m_columns + 2, static_cast<float>(m_object.written() - m_object.present()));
    series.set(m_columns + 3, static_cast<float>(m_conflicts - m_sampledConflicts));
    m_sampledWritten = m_object.written();
    m_sampledConflicts = m_conflicts;
}

ConservationRow ObjectLog::conservation() const
{
    // Every line was taken with success; that it does not stand in the object any more is no error to anybody.
    return {.id = id(), .name = name(), .in = m_object.written(), .delivered = m_object.written()};
}

void ObjectLog::describe(Snapshot &snapshot, const SnapshotQuery &, const SeriesTable &series, SimTime) const
{
    ObjectLogView log;
    log.linesWritten = m_object.written();
    log.linesInObject = m_object.present();
    log.lostToStaleReads = m_object.lostToStaleReads();
    log.lostToOtherWriters = m_object.lostToOtherWriters();
    log.gets = m_gets;
    log.staleGets = m_staleGets;
    log.puts = m_puts;
    log.conflicts = m_conflicts;
    for (const std::vector<Update> &workers : m_updates)
        log.writersNow += static_cast<std::uint32_t>(std::count_if(
            workers.begin(), workers.end(), [](const Update &each) { return each.step != Update::Step::None; }));
    SinkView view{id(), name(), m_object.written(), static_cast<double>(series.recentMean(m_columns, 10)), log};
    snapshot.sinks.push_back(std::move(view));
}

void ObjectLog::results(ComponentResult &result) const
{
    result.count("lines_written", m_object.written(), "lines");
    result.count("lines_in_object", m_object.present(), "lines");
    result.count("lines_lost", m_object.written() - m_object.present(), "lines");
    result.count("lost_to_stale_reads", m_object.lostToStaleReads(), "lines");
    result.count("lost_to_other_writers", m_object.lostToOtherWriters(), "lines");
    result.count("gets", m_gets, "calls");
    result.count("stale_gets", m_staleGets, "calls");
    result.count("puts", m_puts, "calls");
    result.count("write_conflicts", m_conflicts, "calls");
    result.count("puts_broken_off", m_brokenOff, "calls");
}

std::uint64_t ObjectLog::hash(std::uint64_t h) const
{
    for (const std::uint64_t n : {m_gets, m_staleGets, m_puts, m_conflicts, m_brokenOff})
        h = mix64(h ^ n);
    return m_object.hash(h);
}

} // namespace hotshard
