#include "views/diagnosis/phrase_beside.h"

#include "metrics/snapshot.h"
#include "views/diagnosis/phrase.h"
#include "views/theme/view_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

QString translate(const char *context, const char *source) { return QCoreApplication::translate(context, source); }

QString whole(double n, const QLocale &locale)
{
    return view_text::count(static_cast<std::uint64_t>(std::max(0.0, std::round(n))), locale);
}

QString age(const Finding &f, const QLocale &locale)
{
    return spokenDuration(Duration::microseconds(std::llround(f.seconds * 1e6)), locale);
}

QString nameOf(const Finding &f, const Snapshot &s)
{
    const auto of = [&](const auto &views) -> QString {
        for (const auto &view : views)
            if (view.id == f.component)
                return view_text::shortName(QString::fromStdString(view.name), 30);
        return {};
    };
    QString name = of(s.asyncFunctions);
    if (name.isEmpty())
        name = of(s.sinks);
    if (name.isEmpty())
        name = of(s.queueServers);
    return name.isEmpty() ? translate("Phrase", "The function") : name;
}

} // namespace

QString besideSentence(const Finding &f, const Snapshot &s, const QLocale &locale)
{
    const QString name = nameOf(f, s), waiting = whole(f.backlog, locale);
    switch (f.kind) {
    case FindingKind::LinesLost:
        return translate("Phrase", "%1 has lost %2 of %3 lines: each PUT replaces the whole object.")
            .arg(name, whole(f.count, locale), whole(f.limit, locale));
    case FindingKind::EventsWait:
        return f.limit < 0
            ? translate("Phrase", "%1 events wait in the queue of %2 for concurrency, the oldest for %3.")
                  .arg(waiting, name, age(f, locale))
            : translate("Phrase", "%1 may run %2 times at once: %3 events wait in its queue, the oldest for %4.")
                  .arg(name, whole(f.limit, locale), waiting, age(f, locale));
    case FindingKind::EventsFail:
        return translate("Phrase", "%1 events have failed in %2 and wait to be tried again: after 1 min, then after 2.")
            .arg(waiting, name);
    case FindingKind::EventsGivenUp:
        return f.kept
            ? translate("Phrase", "%1 has given up %2 events: they stand in its dead-letter queue.")
                  .arg(name, whole(f.count, locale))
            : translate("Phrase", "%1 has given up %2 events: nothing keeps them.").arg(name, whole(f.count, locale));
    case FindingKind::QueueGrows:
        return translate("Phrase", "%1 has %2 records to do: the next one to come waits for %3.")
            .arg(name, waiting, age(f, locale));
    default: return {};
    }
}

QString besideTitle(const Finding &f, const Snapshot &s, const QLocale &locale)
{
    switch (f.kind) {
    case FindingKind::LinesLost: return translate("Phrase", "%1 lines are lost").arg(whole(f.count, locale));
    case FindingKind::EventsWait:
        return translate("Phrase", "%1 events wait for concurrency").arg(whole(f.backlog, locale));
    case FindingKind::EventsFail:
        return translate("Phrase", "%1 events failed and are tried again").arg(whole(f.backlog, locale));
    case FindingKind::EventsGivenUp: return translate("Phrase", "%1 events were given up").arg(whole(f.count, locale));
    case FindingKind::QueueGrows: return translate("Phrase", "%1 has a long queue").arg(nameOf(f, s));
    default: return {};
    }
}

QString besideEvidence(const Finding &f, const QLocale &locale)
{
    switch (f.kind) {
    case FindingKind::LinesLost:
        return translate("Phrase", "%1 to stale reads, %2 to other writers; %3 lines were written.")
            .arg(whole(f.part, locale), whole(f.count - f.part, locale), whole(f.limit, locale));
    case FindingKind::EventsWait:
        return translate("Phrase", "%1/s come in, %2/s are done, %3 invocations/s are throttled.")
            .arg(view_text::rate(f.inPerSecond, locale), view_text::rate(f.outPerSecond, locale),
                 view_text::rate(f.refusedPerSecond, locale));
    case FindingKind::EventsFail:
        return translate("Phrase", "%1 invocations have failed; %2/s come in, %3/s are done.")
            .arg(whole(f.count, locale), view_text::rate(f.inPerSecond, locale),
                 view_text::rate(f.outPerSecond, locale));
    case FindingKind::EventsGivenUp:
        return translate("Phrase", "%1 had no try left, %2 were too old.")
            .arg(whole(f.count - f.part, locale), whole(f.part, locale));
    case FindingKind::QueueGrows:
        return translate("Phrase", "One server does %1/s.").arg(view_text::rate(f.outPerSecond, locale));
    default: return {};
    }
}

QString besideRemedy(const Finding &f)
{
    switch (f.kind) {
    case FindingKind::LinesLost:
        return translate(
            "Phrase", "Write each batch to an object of its own. Conditional writes keep other writers' lines, too.");
    case FindingKind::EventsWait:
        return translate("Phrase", "Nothing is lost for six hours. More concurrency or a faster function helps.");
    case FindingKind::EventsFail: return translate("Phrase", "Repair the function before their last try.");
    case FindingKind::EventsGivenUp:
        return f.kept ? translate("Phrase", "Send them again from the dead-letter queue once the function works.")
                      : translate("Phrase", "Give the function an on-failure destination.");
    case FindingKind::QueueGrows: return translate("Phrase", "A faster service, or fewer records.");
    default: return {};
    }
}

QString besideHealthy(const Snapshot &s, const QLocale &locale)
{
    if (!s.streams.empty() || (s.asyncFunctions.empty() && s.queueServers.empty()))
        return {};
    if (s.asyncFunctions.empty()) {
        const QueueServerView &server = s.queueServers.front();
        return translate("Phrase", "%1 keeps up: a record is done after %2 on the average.")
            .arg(view_text::shortName(QString::fromStdString(server.name), 30),
                 view_text::milliseconds(server.sojournMeanMs, locale));
    }
    const AsyncFunctionView &function = s.asyncFunctions.front();
    return translate("Phrase", "%1 keeps up: %2 invocations at a time, and no event waits long.")
        .arg(view_text::shortName(QString::fromStdString(function.name), 30),
             view_text::count(function.concurrent, locale));
}

} // namespace hotshard::views
