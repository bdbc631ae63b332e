#include "views/alarms/alarm_words.h"

#include "views/charts/nice_axis.h"
#include "views/theme/view_text.h"

#include <QCoreApplication>

#include <cmath>

namespace hotshard::views {

namespace {

QString say(const char *text) { return QCoreApplication::translate("Alarm", text); }

QString comparisonSign(Comparison comparison)
{
    switch (comparison) {
    case Comparison::GreaterOrEqual: return QStringLiteral("≥");
    case Comparison::Greater: return QStringLiteral(">");
    case Comparison::Less: return QStringLiteral("<");
    case Comparison::LessOrEqual: return QStringLiteral("≤");
    }
    return {};
}

QString periodText(Duration period, const QLocale &locale)
{
    constexpr std::int64_t minute = 60'000'000;
    return period.us % minute == 0 ? locale.toString(static_cast<qlonglong>(period.us / minute)) + kThin + say("min")
                                   : view_text::roundDuration(period, locale);
}

QString missingText(MissingData missing)
{
    switch (missing) {
    case MissingData::Missing: return say("Missing data counts as missing.");
    case MissingData::NotBreaching: return say("Missing data counts as good.");
    case MissingData::Breaching: return say("Missing data counts as bad.");
    case MissingData::Ignore: return say("Missing data keeps the state.");
    }
    return {};
}

} // namespace

QString alarmStateWord(AlarmState state)
{
    switch (state) {
    case AlarmState::Ok: return say("OK");
    case AlarmState::Alarm: return say("ALARM");
    case AlarmState::InsufficientData: break;
    }
    return say("INSUFFICIENT DATA");
}

Icon alarmStateIcon(AlarmState state)
{
    return state == AlarmState::Ok ? Icon::Check : state == AlarmState::Alarm ? Icon::Alert : Icon::Wait;
}

QColor alarmStateColour(const Theme &theme, AlarmState state)
{
    return state == AlarmState::Ok ? theme.ok : state == AlarmState::Alarm ? theme.alarm : theme.text2;
}

QColor alarmStateGround(const Theme &theme, AlarmState state)
{
    return state == AlarmState::Ok ? theme.oksoft : state == AlarmState::Alarm ? theme.alarmsoft : theme.inset;
}

QString alarmValue(double value, const std::string &unit, const QLocale &locale)
{
    if (unit == "Milliseconds")
        return view_text::milliseconds(value, locale);
    if (unit == "Bytes") // a sum of a period, not a rate
        return locale.toString(value, 'f', 0) + kThin + QStringLiteral("B");
    const bool whole = std::abs(value - std::round(value)) < 1e-9;
    return locale.toString(value, 'f', whole ? 0 : 2);
}

QString alarmLimit(const AlarmView &alarm, const QLocale &locale)
{
    return comparisonSign(alarm.comparison) + u' ' + alarmValue(alarm.threshold, alarm.unit, locale);
}

QString alarmWatches(const AlarmView &alarm, const QLocale &locale)
{
    const QString dot = QStringLiteral(" · ");
    QString text = QString::fromStdString(alarm.metric) + dot + QString::fromStdString(alarm.statistic) + dot
        + periodText(alarm.period, locale);
    if (alarm.shard >= 0)
        text += dot + say("shard %1").arg(alarm.shard);
    return text;
}

QString alarmHistory(const AlarmView &alarm, const QLocale &locale)
{
    const QString dot = QStringLiteral(" · ");
    QString text = say("since %1").arg(clockText(alarm.since.toSeconds()));
    text += dot
        + (alarm.notifications == 1 ? say("1 notification")
                                    : say("%1 notifications").arg(view_text::count(alarm.notifications, locale)));
    if (!alarm.sets.empty())
        text += dot + say("sets %1").arg(QString::fromStdString(alarm.sets));
    return text;
}

QString alarmRuleText(const AlarmView &alarm, const QLocale &locale)
{
    const QString rule = say("ALARM when %1 of %2 periods of %3 are %4.")
                             .arg(alarm.rule.datapoints)
                             .arg(alarm.rule.periods)
                             .arg(periodText(alarm.period, locale), alarmLimit(alarm, locale));
    const QString action = alarm.sets.empty() ? say("It only notifies.")
                                              : say("Its action sets %1.").arg(QString::fromStdString(alarm.sets));
    return rule + u'\n' + missingText(alarm.rule.missing) + u'\n' + action;
}

} // namespace hotshard::views
