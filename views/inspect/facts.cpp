#include "views/inspect/facts.h"

#include "kernel/wall_time.h"
#include "views/theme/view_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace hotshard::views {

QString inspectText(const char *source) { return QCoreApplication::translate("Inspect", source); }

QString instant(SimTime at)
{
    return view_text::clock(at) + QStringLiteral(".%1").arg(at.us % 1'000'000 / 1000, 3, 10, QLatin1Char('0'));
}

QString resultName(AttemptStory::Result result)
{
    switch (result) {
    case AttemptStory::Result::Succeeded: return inspectText("succeeded");
    case AttemptStory::Result::Failed: return inspectText("failed");
    case AttemptStory::Result::TimedOut: return inspectText("timed out");
    case AttemptStory::Result::Partial: return inspectText("partly done");
    case AttemptStory::Result::Throttled: return inspectText("throttled");
    }
    return {};
}

namespace {

/// Collects lines; the words of one language and locale.
class Teller {
public:
    explicit Teller(const QLocale &locale)
        : m_locale(locale)
    {
    }
    void heading(const char *name) { m_facts.push_back({Fact::Kind::Heading, inspectText(name), {}}); }
    void text(const char *name, const QString &value)
    {
        m_facts.push_back({Fact::Kind::Value, inspectText(name), value});
    }
    void named(const QString &name, const QString &value) { m_facts.push_back({Fact::Kind::Value, name, value}); }
    void exact(const char *name, const std::string &value)
    {
        m_facts.push_back({Fact::Kind::Exact, inspectText(name), QString::fromStdString(value)});
    }
    void count(const char *name, std::uint64_t n) { text(name, number(n)); }
    void time(const char *name, const std::optional<SimTime> &at)
    {
        text(name, at ? instant(*at) : QStringLiteral("–"));
    }
    void note(const char *sentence) { m_facts.push_back({Fact::Kind::Note, inspectText(sentence), {}}); }
    [[nodiscard]] QString number(std::uint64_t n) const { return view_text::count(n, m_locale); }
    [[nodiscard]] QString duration(Duration d) const { return view_text::duration(d, m_locale); }
    [[nodiscard]] QString percent(double share) const { return view_text::percent(share, m_locale); }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    [[nodiscard]] Facts take() { return std::move(m_facts); }

private:
    QLocale m_locale;
    Facts m_facts;
};

QString stateName(ShardState state)
{
    switch (state) {
    case ShardState::Open: return inspectText("open");
    case ShardState::Draining: return inspectText("closed, and still read");
    case ShardState::Waiting: return inspectText("waits for its parents");
    case ShardState::Closed: return inspectText("closed, read to its end");
    }
    return {};
}

QString shardList(const std::vector<ShardId> &shards)
{
    QStringList names;
    for (const ShardId shard : shards)
        names << QString::number(shard.value);
    return names.isEmpty() ? QStringLiteral("–") : names.join(QStringLiteral(", "));
}

/// "312 of 1,000": how much of a limit is used up.
QString used(const Teller &tell, double held, std::int64_t limit)
{
    return inspectText("%1 of %2 (%3)")
        .arg(tell.number(static_cast<std::uint64_t>(held)), tell.number(static_cast<std::uint64_t>(limit)),
             tell.percent(held / static_cast<double>(limit)));
}

void tellKeys(Teller &tell, const ShardStory &story)
{
    tell.heading("Hottest keys, last minute");
    std::uint64_t all = story.otherRecords;
    for (const KeyCount &key : story.keys)
        all += key.records;
    const auto line = [&](std::uint64_t n) {
        const double share = static_cast<double>(n) / static_cast<double>(std::max<std::uint64_t>(all, 1));
        return QStringLiteral("%1 (%2)").arg(tell.number(n), tell.percent(share));
    };
    for (const KeyCount &key : story.keys)
        tell.named(QString::fromStdString(key.name), line(key.records));
    tell.text("all others", line(story.otherRecords));
}

QString batchState(const BatchStory &story)
{
    switch (story.state) {
    case BatchStory::State::None: return inspectText("nothing to hand over");
    case BatchStory::State::Buffered: return inspectText("in the buffer: the next batch, if it were cut now");
    case BatchStory::State::Working: return inspectText("handed over, the function is at work");
    case BatchStory::State::BackingOff:
        return story.throttled ? inspectText("throttled, waits for a free place")
                               : inspectText("failed, waits for its retry");
    }
    return {};
}

QString fateText(const Teller &tell, const RecordFate &fate)
{
    switch (fate.state) {
    case RecordFate::State::NotRead: return inspectText("waits in the shard, not read yet");
    case RecordFate::State::Buffered: return inspectText("read, waits in the buffer");
    case RecordFate::State::InHand: break;
    case RecordFate::State::WaitsForPart: return inspectText("in a part of a bisected batch that comes later");
    case RecordFate::State::SetAside: return inspectText("set aside at %1").arg(instant(fate.setAsideAt));
    case RecordFate::State::Done:
        return fate.filteredOut ? inspectText("filtered out") : inspectText("done with: processed, or expired");
    }
    const QString times = tell.number(fate.handedOver);
    return fate.atLeast ? inspectText("in the batch in hand; handed over %1 times at least").arg(times)
                        : inspectText("in the batch in hand; handed over %1 times").arg(times);
}

} // namespace

Facts shardFacts(const ShardStory &story, const Inspection &answer, const QLocale &locale)
{
    Teller tell(locale);
    tell.exact("shard", story.name);
    tell.text("state", stateName(story.state));
    tell.heading("Hash range");
    tell.exact("from", story.rangeStart);
    tell.exact("to", story.rangeEnd);
    tell.text("share of all", tell.percent(story.share));
    tell.heading("Lineage");
    tell.time("created", story.created);
    tell.time("closed", story.closed);
    tell.text("parents", shardList(story.parents));
    tell.text("children", shardList(story.children));
    tell.heading("Records");
    tell.count("taken in", story.records);
    tell.count("bytes", story.bytes);
    tell.count("refused writes", story.rejected);
    tell.count("refused reads", story.readThrottles);
    tell.text("retention", view_text::roundDuration(story.retention, locale));
    tell.text("oldest that waits",
              story.oldestArrival ? tell.duration(answer.time - *story.oldestArrival) : QStringLiteral("–"));
    tell.heading("Write limits, used up now");
    tell.text("records", used(tell, story.recordsHeld, story.recordLimit));
    tell.text("bytes", used(tell, story.bytesHeld, story.byteLimit));
    for (const ConsumerStory &consumer : story.consumers) {
        tell.heading("Read by");
        tell.text("function", QString::fromStdString(consumer.name));
        tell.count("waiting for it", consumer.waiting);
        tell.count("taken out", consumer.taken - consumer.expired);
        tell.count("expired unread", consumer.expired);
    }
    tellKeys(tell, story);
    tell.heading("Sequence numbers");
    tell.exact("first", story.startingSequenceNumber);
    tell.exact("last", story.endingSequenceNumber.empty() ? "–" : story.endingSequenceNumber);
    return tell.take();
}

Facts iteratorFacts(const IteratorStory &story, const Inspection &answer, const QLocale &locale)
{
    Teller tell(locale);
    tell.text("state",
              story.over          ? inspectText("the shard is read to its end")
                  : story.reading ? inspectText("reading")
                                  : inspectText("waits until the parents are done"));
    tell.text("consumer",
              story.dedicated ? inspectText("enhanced fan-out") : inspectText("polling, shares the read limits"));
    tell.text("iterator age", tell.duration(story.age));
    tell.heading("Position");
    tell.text("next record", inspectText("number %1 of %2").arg(tell.number(story.fetched), tell.number(story.end)));
    tell.exact("sequence number", story.sequenceNumber.empty() ? "–" : story.sequenceNumber);
    tell.count("still to be read", story.end - story.fetched);
    tell.count("in the buffer", story.buffered);
    tell.count("in batches", story.inFlight);
    tell.heading("Reads");
    tell.count("calls", story.reads);
    tell.count("without a record", story.emptyReads);
    tell.count("refused", story.readThrottles);
    tell.time("last", story.lastRead);
    if (story.lastRead)
        tell.text("it brought",
                  story.lastThrottled ? inspectText("a refusal")
                                      : inspectText("%1 records").arg(tell.number(story.lastRecords)));
    tell.text("next in", story.nextRead ? tell.duration(*story.nextRead - answer.time) : QStringLiteral("–"));
    tell.heading("Outcome");
    tell.count("invocations", story.invocations);
    tell.count("records done", story.delivered);
    tell.count("expired unread", story.expired);
    return tell.take();
}

Facts batchFacts(const BatchStory &story, const Inspection &answer, const QLocale &locale)
{
    Teller tell(locale);
    tell.text("state", batchState(story));
    if (story.lanes > 1)
        tell.text("lane", inspectText("%1 of %2").arg(story.lane + 1).arg(story.lanes));
    tell.count("records", story.records.size());
    if (story.state == BatchStory::State::Working || story.state == BatchStory::State::BackingOff) {
        tell.count("attempt", story.attempt);
        tell.time(story.state == BatchStory::State::Working ? "handed over" : "waits since", story.started);
        tell.text("ends in", tell.duration(story.until - answer.time));
        if (story.poison)
            tell.text("poison", inspectText("a record in it always fails"));
        if (story.laterParts > 0)
            tell.text(
                "parts to come",
                inspectText("%1 with %2 records").arg(tell.number(story.laterParts), tell.number(story.laterRecords)));
        tell.count("waiting behind it", story.buffered);
    }
    if (story.state == BatchStory::State::Buffered && story.until != SimTime::never() && story.until > answer.time)
        tell.text("window ends in", tell.duration(story.until - answer.time));
    return tell.take();
}

Facts recordFacts(const RecordPlace &place, const Inspection &answer, const QLocale &locale)
{
    Teller tell(locale);
    if (!place.record) {
        tell.note(answer.query.record >= place.end ? "This record has not been written yet."
                                                   : "This record is no longer kept: every reader is past it.");
        if (place.oldest < place.end)
            tell.text("kept", inspectText("%1 to %2").arg(tell.number(place.oldest), tell.number(place.end - 1)));
        return tell.take();
    }
    const RecordStory &record = *place.record;
    const auto when = [&](SimTime at) {
        return QString::fromStdString(isoTime(answer.epochUs + at.us, 6)).replace(QLatin1Char('T'), QLatin1Char(' '));
    };
    tell.exact("key", record.key);
    tell.exact("partition key", record.partitionKey);
    if (record.madeUpKey)
        tell.note("Random partition keys are drawn as hashes: this text is made up, and lands in the same shard.");
    tell.exact("sequence number", record.sequenceNumber);
    tell.text("size", inspectText("%1 bytes").arg(tell.number(record.bytes)));
    tell.text("value", locale.toString(record.value, 'g', 12));
    if (record.poison)
        tell.text("poison", inspectText("functions always fail on it"));
    tell.heading("Its way");
    tell.text("made", when(record.made));
    tell.text("written", when(record.arrival));
    if (record.arrival > record.made)
        tell.text("came late by", tell.duration(record.arrival - record.made));
    tell.text("age", tell.duration(answer.time - record.arrival));
    for (const RecordFate &fate : place.fates)
        tell.named(QString::fromStdString(fate.functionName), fateText(tell, fate));
    tell.note("Not known: how often it was tried to be written, when it was read, and what happened before the batch "
              "in hand. Single records have no state of their own.");
    return tell.take();
}

} // namespace hotshard::views
