#include "views/diagnosis/phrase.h"

#include "metrics/snapshot.h"
#include "views/diagnosis/phrase_beside.h"
#include "views/theme/view_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

QString translate(const char *context, const char *source) { return QCoreApplication::translate(context, source); }

/// The numbers of a finding, printed.
struct Printed {
    QString shard, key, keyShare, shardShare, in, out, keyRate, backlog, growth, seconds, count;
    QString function, shards, consumers, refused, limit;
};

QString functionName(const Finding &f, const Snapshot &s)
{
    if (f.function)
        for (const FunctionView &function : s.functions)
            if (function.id == *f.function)
                return view_text::shortName(QString::fromStdString(function.name), 30);
    return translate("Phrase", "The function");
}

QString limitOf(const Finding &f, const QLocale &locale)
{
    if (f.kind == FindingKind::ReadLimit)
        return f.byCalls ? translate("Phrase", "%1 calls/s").arg(view_text::rate(f.limit, locale))
                         : view_text::bytesPerSecond(f.limit, locale);
    return view_text::count(static_cast<std::uint64_t>(std::max(0.0, f.limit)), locale);
}

QString keyName(const Finding &f, const Snapshot &s)
{
    if (f.key < 0 || f.key >= static_cast<int>(s.keys.size()))
        return translate("Phrase", "one key");
    return view_text::shortName(QString::fromStdString(s.keys[static_cast<std::size_t>(f.key)].name), 40);
}

QString printedGrowth(double perSecond, const QLocale &locale)
{
    return (perSecond < 0 ? QChar(0x2212) : QChar(u'+')) + view_text::rate(std::abs(perSecond), locale);
}

Printed print(const Finding &f, const Snapshot &s, const QLocale &locale)
{
    const auto whole = [&](double n) {
        return view_text::count(static_cast<std::uint64_t>(std::max(0.0, std::round(n))), locale);
    };
    return {QString::number(f.shard.value),
            keyName(f, s),
            view_text::percent(f.keyShare, locale),
            view_text::percent(f.shardShare, locale),
            view_text::rate(f.inPerSecond, locale),
            view_text::rate(f.outPerSecond, locale),
            view_text::rate(f.keyPerSecond, locale),
            whole(f.backlog),
            printedGrowth(f.growthPerSecond, locale),
            spokenDuration(Duration::microseconds(std::llround(std::round(f.seconds) * 1e6)), locale),
            whole(f.count),
            functionName(f, s),
            whole(f.shards),
            whole(f.consumers),
            view_text::rate(f.refusedPerSecond, locale),
            limitOf(f, locale)};
}

std::size_t openLanes(const Snapshot &s, Duration &oldest)
{
    std::size_t n = 0;
    for (const StreamView &stream : s.streams)
        for (const LaneView &lane : stream.lanes) {
            if (lane.state == ShardState::Closed)
                continue;
            ++n;
            oldest = std::max(oldest, lane.iteratorAge);
        }
    return n;
}

/// Nothing has happened, so that nothing can be said of it.
bool atStart(const Snapshot &s) { return s.time <= SimTime::zero(); }

/// The shard waits for its parents: nobody reads it yet, and no function is to blame.
bool isWaiting(const Finding &f, const Snapshot &s)
{
    for (const StreamView &stream : s.streams)
        for (const LaneView &lane : stream.lanes)
            if (lane.shard == f.shard && (stream.id == f.component || s.streams.size() == 1))
                return lane.state == ShardState::Waiting;
    return false;
}

/// Findings of what holds a function back from outside.
QString heldBackSentence(const Finding &f, const Printed &p)
{
    if (f.kind == FindingKind::ConcurrencyLimit && f.limit < 0)
        return translate("Phrase", "%1 is throttled: %2 invocations/s find no concurrency, and %3 shards fall behind.")
            .arg(p.function, p.refused, p.shards);
    if (f.kind == FindingKind::ConcurrencyLimit)
        return translate("Phrase",
                         "%1 is throttled: only %2 may run at a time, %3 invocations/s are refused, and %4 shards fall "
                         "behind.")
            .arg(p.function, p.limit, p.refused, p.shards);
    if (f.kind == FindingKind::ReadLimit)
        return translate(
                   "Phrase",
                   "%1 functions poll shard %2 and share its read limit of %3: %4 reads/s are refused, and all of "
                   "them wait.")
            .arg(p.consumers, p.shard, p.limit, p.refused);
    return translate("Phrase", "%1 is switched off: %2 records wait for it until they pass the retention.")
        .arg(p.function, p.backlog);
}

QString catchingUpSentence(const Finding &f, const Printed &p)
{
    if (f.function)
        return f.seconds > 0
            ? translate("Phrase", "%5 is catching up in shard %1: %2/s in, %3/s out, done in about %4.")
                  .arg(p.shard, p.in, p.out, p.seconds, p.function)
            : translate("Phrase", "%4 is catching up in shard %1: %2/s in, %3/s out.")
                  .arg(p.shard, p.in, p.out, p.function);
    return f.seconds > 0 ? translate("Phrase", "Shard %1 is catching up: %2/s in, %3/s out, done in about %4.")
                               .arg(p.shard, p.in, p.out, p.seconds)
                         : translate("Phrase", "Shard %1 is catching up: %2/s in, %3/s out.").arg(p.shard, p.in, p.out);
}

QString healthy(const Snapshot &s, const QLocale &locale)
{
    if (atStart(s))
        return translate("Phrase", "Press play.");
    if (const QString beside = besideHealthy(s, locale); !beside.isEmpty())
        return beside;
    Duration oldest;
    const std::size_t n = openLanes(s, oldest);
    if (n == 0)
        return translate("Phrase", "Nothing has arrived yet.");
    const QString age = spokenDuration(oldest, locale);
    if (n == 1)
        return translate("Phrase", "The shard keeps up: its iterator age is %1.").arg(age);
    return translate("Phrase", "All %1 shards keep up: the largest iterator age is %2.")
        .arg(view_text::count(n, locale), age);
}

} // namespace

QString spokenDuration(Duration duration, const QLocale &locale)
{
    const QString text = view_text::duration(duration, locale);
    const qsizetype at = text.lastIndexOf(kThin);
    if (at < 0)
        return text;
    const QString unit = text.mid(at + 1);
    const std::pair<const char *, QString> words[] = {{"s", translate("Phrase", "s")},
                                                      {"min", translate("Phrase", "min")},
                                                      {"h", translate("Phrase", "h")},
                                                      {"d", translate("Phrase", "d")}};
    for (const auto &[latin, word] : words)
        if (unit == QLatin1String(latin))
            return text.left(at + 1) + word;
    return text;
}

QString findingSentence(const Finding &f, const Snapshot &s, const QLocale &locale)
{
    const Printed p = print(f, s, locale);
    switch (f.kind) {
    case FindingKind::HotKey:
        if (isWaiting(f, s))
            return translate("Phrase",
                             "Shard %1 takes %2 of all records, because key %3 is %4 of it. It waits for its parent: "
                             "%5/s in, none read yet.")
                .arg(p.shard, p.shardShare, p.key, p.keyShare, p.in);
        return translate(
                   "Phrase",
                   "Shard %1 takes %2 of all records, because key %3 is %4 of it: %5/s in, %6/s out, backlog %7/s.")
            .arg(p.shard, p.shardShare, p.key, p.keyShare, p.in, p.out, p.growth);
    case FindingKind::SlowFunction:
        if (f.function)
            return translate("Phrase", "%5 is too slow for shard %1: %2/s in, %3/s out, backlog %4/s.")
                .arg(p.shard, p.in, p.out, p.growth, p.function);
        return translate("Phrase", "The function is too slow for shard %1: %2/s in, %3/s out, backlog %4/s.")
            .arg(p.shard, p.in, p.out, p.growth);
    case FindingKind::ConcurrencyLimit:
    case FindingKind::ReadLimit:
    case FindingKind::SwitchedOff: return heldBackSentence(f, p);
    case FindingKind::WriteLimit:
        return translate("Phrase", "Shard %1 is at its write limit: %2/s are written, %3 records were rejected.")
            .arg(p.shard, p.in, p.count);
    case FindingKind::Poison:
        return translate("Phrase",
                         "One record of shard %1 fails every time it is tried, and %2 records wait behind it.")
            .arg(p.shard, p.backlog);
    case FindingKind::OrderLost:
        return translate("Phrase",
                         "%1 records were done after a later record of the same key: the order per key is lost.")
            .arg(p.count);
    case FindingKind::Waiting:
        return translate("Phrase",
                         "Shard %1 is closed for writing and still has %2 records to read. Its children wait, so that "
                         "no key is read out of order.")
            .arg(p.shard, p.backlog);
    case FindingKind::Loss:
        if (f.shards > 1)
            return translate("Phrase",
                             "%1 shards have lost %2 records, most of them shard %3: they passed the retention before "
                             "they were read.")
                .arg(p.shards, p.count, p.shard);
        return f.count > 0
            ? translate("Phrase", "Shard %1 has lost %2 records: they passed the retention before they were read.")
                  .arg(p.shard, p.count)
            : translate("Phrase", "Shard %1 loses its first records in %2: by then they pass the retention unread.")
                  .arg(p.shard, p.seconds);
    case FindingKind::CatchingUp: return catchingUpSentence(f, p);
    case FindingKind::LinesLost:
    case FindingKind::EventsWait:
    case FindingKind::EventsFail:
    case FindingKind::EventsGivenUp:
    case FindingKind::QueueGrows: return besideSentence(f, s, locale);
    case FindingKind::Healthy: break;
    }
    return healthy(s, locale);
}

QString findingTitle(const Finding &f, const Snapshot &s, const QLocale &locale)
{
    const Printed p = print(f, s, locale);
    switch (f.kind) {
    case FindingKind::HotKey:
        return translate("Phrase", "Shard %1 is hot: one key is %2 of its traffic").arg(p.shard, p.keyShare);
    case FindingKind::SlowFunction:
        return f.function ? translate("Phrase", "%1 cannot keep up with shard %2").arg(p.function, p.shard)
                          : translate("Phrase", "The function cannot keep up with shard %1").arg(p.shard);
    case FindingKind::ConcurrencyLimit:
        return f.limit < 0 ? translate("Phrase", "%1 is throttled").arg(p.function)
                           : translate("Phrase", "%1 is throttled: %2 at a time").arg(p.function, p.limit);
    case FindingKind::ReadLimit: return translate("Phrase", "%1 functions share one read limit").arg(p.consumers);
    case FindingKind::SwitchedOff: return translate("Phrase", "%1 is switched off").arg(p.function);
    case FindingKind::WriteLimit:
        return translate("Phrase", "Shard %1 rejects records at its write limit").arg(p.shard);
    case FindingKind::Poison: return translate("Phrase", "One record blocks shard %1").arg(p.shard);
    case FindingKind::OrderLost: return translate("Phrase", "%1 records out of order").arg(p.count);
    case FindingKind::Waiting: return translate("Phrase", "Children wait for shard %1").arg(p.shard);
    case FindingKind::Loss:
        return f.count > 0 ? translate("Phrase", "%1 records are lost").arg(p.count)
                           : translate("Phrase", "Shard %1 will lose records in %2").arg(p.shard, p.seconds);
    case FindingKind::CatchingUp:
        return f.function ? translate("Phrase", "%1 is catching up in shard %2").arg(p.function, p.shard)
                          : translate("Phrase", "Shard %1 is catching up").arg(p.shard);
    case FindingKind::LinesLost:
    case FindingKind::EventsWait:
    case FindingKind::EventsFail:
    case FindingKind::EventsGivenUp:
    case FindingKind::QueueGrows: return besideTitle(f, s, locale);
    case FindingKind::Healthy: break;
    }
    return atStart(s) ? translate("Phrase", "Press play") : translate("Phrase", "Everything keeps up");
}

QString findingEvidence(const Finding &f, const Snapshot &s, const QLocale &locale)
{
    const Printed p = print(f, s, locale);
    switch (f.kind) {
    case FindingKind::HotKey:
        if (isWaiting(f, s))
            return translate("Phrase", "%1 sends %2 of %3 records/s; the shard waits for its parent.")
                .arg(p.key, p.keyRate, p.in);
        return translate("Phrase", "%1 sends %2 of %3 records/s; its function reads %4/s.")
            .arg(p.key, p.keyRate, p.in, p.out);
    case FindingKind::SlowFunction:
        return translate("Phrase", "%1/s come in, %2/s are read; %3 wait.").arg(p.in, p.out, p.backlog);
    case FindingKind::ConcurrencyLimit:
        return translate("Phrase", "%1 invocations/s are refused; %2/s come in, %3/s are done.")
            .arg(p.refused, p.in, p.out);
    case FindingKind::ReadLimit:
        return f.byCalls ? translate("Phrase", "%1 reads/s are refused: a shard answers %2.").arg(p.refused, p.limit)
                         : translate("Phrase", "They want %1, a shard gives %2; %3 reads/s are refused.")
                               .arg(view_text::bytesPerSecond(f.count, locale), p.limit, p.refused);
    case FindingKind::SwitchedOff: return translate("Phrase", "%1 records wait, %2/s more.").arg(p.backlog, p.in);
    case FindingKind::WriteLimit:
        return translate("Phrase", "%1/s are written; %2 records were rejected.").arg(p.in, p.count);
    case FindingKind::Poison:
        return translate("Phrase", "%1 records wait behind it, %2/s more.").arg(p.backlog, p.growth);
    case FindingKind::OrderLost: return translate("Phrase", "They were done after a later record of the same key.");
    case FindingKind::Waiting:
        return f.seconds > 0 ? translate("Phrase", "Shard %1 drains at %2/s: %3 to go.").arg(p.shard, p.out, p.seconds)
                             : translate("Phrase", "Shard %1 still has %2 records to read.").arg(p.shard, p.backlog);
    case FindingKind::Loss:
        return translate("Phrase", "%1 records wait; %2/s in, %3/s out.").arg(p.backlog, p.in, p.out);
    case FindingKind::CatchingUp: return translate("Phrase", "%1 records wait, %2/s.").arg(p.backlog, p.growth);
    case FindingKind::LinesLost:
    case FindingKind::EventsWait:
    case FindingKind::EventsFail:
    case FindingKind::EventsGivenUp:
    case FindingKind::QueueGrows: return besideEvidence(f, locale);
    case FindingKind::Healthy: break;
    }
    return healthy(s, locale);
}

QString findingRemedy(const Finding &f, const Snapshot &, const QLocale &)
{
    switch (f.kind) {
    case FindingKind::HotKey:
        return f.moreShardsHelp
            ? translate("Phrase",
                        "More shards help only until the key stands alone. A finer key or a salted key helps for good.")
            : translate("Phrase",
                        "More shards do not help: one key has one hash. Salt the key, or choose a finer one.");
    case FindingKind::SlowFunction:
        return f.moreShardsHelp
            ? translate("Phrase", "More shards, larger batches or a faster function help.")
            : translate("Phrase", "Make the function faster, or let it work on several batches of a shard at once.");
    case FindingKind::ConcurrencyLimit:
        return translate("Phrase", "Raise its concurrency; a faster function or fewer shards need less of it.");
    case FindingKind::ReadLimit:
        return translate("Phrase",
                         "Enhanced fan-out gives each function 2 MiB/s a shard of its own. Smaller records, fewer "
                         "functions or more shards help, too.");
    case FindingKind::SwitchedOff: return translate("Phrase", "Switch it on before the records expire.");
    case FindingKind::WriteLimit:
        return f.moreShardsHelp
            ? translate("Phrase", "More shards raise the limit.")
            : translate("Phrase", "More shards do not help: the key stays in one shard. Spread the key.");
    case FindingKind::Poison:
        return translate("Phrase",
                         "Limit the retries, halve the failed batches, and send what is left to dead letters.");
    case FindingKind::OrderLost:
        return translate("Phrase", "Keep the records of one key in one shard and in one batch at a time.");
    case FindingKind::Waiting:
        return translate("Phrase",
                         "Nothing to do: this keeps the order. A smaller backlog before the cut makes it shorter.");
    case FindingKind::Loss: return translate("Phrase", "Read faster, or keep the records longer.");
    case FindingKind::CatchingUp: return translate("Phrase", "Nothing to do: more is read than comes in.");
    case FindingKind::LinesLost:
    case FindingKind::EventsWait:
    case FindingKind::EventsFail:
    case FindingKind::EventsGivenUp:
    case FindingKind::QueueGrows: return besideRemedy(f);
    case FindingKind::Healthy: break;
    }
    return translate("Phrase", "Nothing to do. Try more load, or a hotter key.");
}

QString liveSentence(const Snapshot &snapshot, const QLocale &locale)
{
    return snapshot.findings.empty() ? QString() : findingSentence(snapshot.findings.front(), snapshot, locale);
}

} // namespace hotshard::views
