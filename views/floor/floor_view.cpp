#include "views/floor/floor_view.h"

#include "views/diagnosis/phrase.h"
#include "views/floor/hover_text.h"

#include <QAccessible>
#include <QHideEvent>

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

constexpr int kFrame = 16;
/// Numbers change at the pace of a reader, not of the machine.
constexpr double kReading = 0.25, kReadingFast = 0.5;
constexpr double kFast = 5000;

/// What decides how many boxes there are and in which order.
std::uint64_t shapeOf(const Snapshot &snapshot)
{
    std::uint64_t h = 1469598103934665603ULL;
    const auto add = [&h](std::uint64_t v) { h = (h ^ v) * 1099511628211ULL; };
    add(snapshot.run);
    add(snapshot.producers.size());
    add(snapshot.windows.size());
    add(snapshot.sinks.size());
    add(snapshot.functions.size());
    add(snapshot.asyncFunctions.size() * 64 + snapshot.queueServers.size());
    add(snapshot.accounts.size() + snapshot.others.size());
    for (const FunctionView &function : snapshot.functions)
        add((function.reserved >= 0 ? 1U : 0U) + (function.enabled ? 2U : 0U));
    add(snapshot.keys.size());
    for (const StreamView &stream : snapshot.streams) {
        add(stream.lanes.size() + 7777);
        add((stream.closedShards > 0 ? 1U : 0U) + (stream.resharding ? 2U : 0U) + (stream.onDemand ? 4U : 0U)
            + stream.refusedRequests * 8U);
        for (const LaneView &lane : stream.lanes)
            add(std::uint64_t{lane.shard.value} * 4U + static_cast<std::uint64_t>(lane.state));
    }
    return h;
}

} // namespace

FloorView::FloorView(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    m_kit.setTheme(m_theme);
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kFrame);
    connect(&m_timer, &QTimer::timeout, this, &FloorView::frame);
    describe();
}

FloorView::~FloorView() = default;

double FloorView::now() const { return static_cast<double>(m_clock.nsecsElapsed()) * 1e-9; }

bool FloorView::logarithmic() const { return m_logChosen.value_or(m_geometry.level >= Level::Row); }

Scene FloorView::scene()
{
    Scene s{*m_snapshot, m_geometry, locale(), m_scale.scale()};
    s.worded = m_worded.get();
    s.litKey = litKey();
    s.speed = m_speed;
    s.playing = m_playing;
    s.still = m_reduced;
    s.simSeconds = m_simSeconds;
    s.phase = m_phase;
    return s;
}

void FloorView::setSnapshot(SnapshotPtr snapshot)
{
    const bool first = !m_snapshot || !snapshot || snapshot->run != m_snapshot->run;
    if (!first && m_playing && !m_reduced)
        noteCuts(*m_snapshot, *snapshot);
    m_snapshot = std::move(snapshot);
    m_snapshotAt = now();
    if (first) {
        m_motion.clear();
        m_scale.reset();
        m_focus = -1;
    }
    if (!m_snapshot) {
        m_geometry = {};
        m_hits.clear();
        m_shape = 0;
        describe();
    } else {
        m_simSeconds = m_snapshot->time.toSeconds();
        const std::uint64_t shape = shapeOf(*m_snapshot);
        const double pace = m_speed >= kFast ? kReadingFast : kReading;
        if (first || shape != m_shape || !m_playing || now() - m_refreshedAt >= pace) {
            m_shape = shape;
            refresh();
        } else {
            follow();
        }
    }
    updateTimer();
    update();
}

void FloorView::refresh()
{
    m_stale = true;
    m_refreshedAt = now();
    if (!m_snapshot)
        return;
    const QSizeF size = QSizeF(this->size()) / m_theme.uiScale;
    m_sentence = liveSentence(*m_snapshot, locale());
    FloorOptions options;
    options.presenting = m_presenting;
    if (m_chosen)
        options.pinned.push_back(*m_chosen);
    m_sentenceLines = m_kit.wrapped(m_sentence, 13, QFont::Medium, size.width() - (size.width() >= 960 ? 84 : 64));
    const qsizetype most = size.height() < 320 ? 2 : 3;
    if (m_sentenceLines.size() > most) {
        const QString rest = m_sentenceLines.mid(most - 1).join(QLatin1Char(' '));
        m_sentenceLines = m_sentenceLines.mid(0, most - 1) << rest;
    }
    options.sentenceLines = static_cast<int>(m_sentenceLines.size());
    m_geometry = layOut(*m_snapshot, size, options);
    if (m_focus >= static_cast<int>(m_geometry.lanes.size()))
        m_focus = -1;
    describe();
    follow();
}

void FloorView::follow()
{
    m_scale.update(*m_snapshot, logarithmic(), now());
    const Scene s = scene();
    const bool fast = m_speed >= kFast;
    m_motion.retarget(s, now(), m_reduced || !m_playing ? 0 : fast ? 0.25 : 0.12, fast);
    m_flows.rebuild(s);
    m_logs.paint(s, m_theme, devicePixelRatioF() * m_theme.uiScale);
    m_rowsStale = true;
}

void FloorView::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_kit.setTheme(m_theme);
    m_flows.dropSprites();
    refresh();
    update();
}

void FloorView::setReducedMotion(bool on)
{
    m_reduced = on;
    if (m_snapshot)
        follow();
    updateTimer();
    update();
}

void FloorView::setPlayback(bool playing, double speed)
{
    m_playing = playing;
    m_speed = std::max(0.0, speed);
    // What stands still shall be exact.
    if (!playing) {
        if (m_snapshot)
            m_simSeconds = m_snapshot->time.toSeconds();
        refresh();
    }
    m_lastTick = now();
    updateTimer();
    update();
}

void FloorView::setPresenting(bool on)
{
    m_presenting = on;
    refresh();
    update();
}

void FloorView::setLitKey(int key)
{
    if (key == m_litKey)
        return;
    m_litKey = key;
    refresh();
    update();
}

void FloorView::setChosenLane(std::optional<ShardId> shard)
{
    if (shard == m_chosen)
        return;
    m_chosen = shard;
    refresh();
    update();
}

void FloorView::toggleScale()
{
    m_logChosen = !logarithmic();
    refresh();
    update();
}

void FloorView::setOwnersClock(bool on)
{
    m_ownersClock = on;
    m_timer.stop();
    m_moving = false;
    updateTimer();
}

void FloorView::frame()
{
    if (!m_moving)
        return;
    const double t = now();
    const double dt = std::min(0.1, t - m_lastTick);
    m_lastTick = t;
    if (m_playing) {
        m_phase += m_speed >= kDashSpeed ? dt / 0.8 : dt / crossingSeconds(m_speed);
        // The clock runs on between two snapshots, but never far ahead of them.
        if (m_snapshot)
            m_simSeconds = m_snapshot->time.toSeconds() + std::min(t - m_snapshotAt, 0.25) * m_speed;
    }
    updateTimer();
    updateMoving();
}

void FloorView::updateMoving()
{
    // One frame longer than the tween, so that its end is painted too.
    const bool wide = m_motion.running(now() - 0.02) || !m_cuts.empty();
    if (wide || !m_snapshot) {
        if (!isCutting())
            m_cuts.clear();
        update();
        return;
    }
    QRegion region;
    const auto add = [&](double left, double right) {
        const QRectF r(left, m_geometry.area.top() - 8, right - left, m_geometry.area.height() + 16);
        region += QRectF(r.topLeft() * m_theme.uiScale, r.size() * m_theme.uiScale).toAlignedRect();
    };
    if (!m_geometry.producers.empty())
        add(m_geometry.producers[0].right() - 8, m_geometry.stripX + 4);
    if (m_geometry.level < Level::Row && m_geometry.workerRight > m_geometry.workerX)
        add(m_geometry.workerX, m_geometry.workerRight);
    if (!region.isEmpty())
        update(region);
}

void FloorView::noteCuts(const Snapshot &before, const Snapshot &after)
{
    for (std::size_t s = 0; s < std::min(before.streams.size(), after.streams.size()); ++s) {
        for (const LaneView &lane : after.streams[s].lanes) {
            const auto same = [&](const LaneView &old) { return old.shard == lane.shard; };
            const auto &old = before.streams[s].lanes;
            if (lane.parents.size() != 1 || lane.rangeStart <= 0 || std::any_of(old.begin(), old.end(), same))
                continue;
            const auto parent =
                std::find_if(old.begin(), old.end(), [&](const LaneView &l) { return l.shard == lane.parents[0]; });
            if (parent == old.end() || parent->rangeStart >= lane.rangeStart)
                continue;
            if (now() - m_cutAt > kCutSeconds)
                m_cuts.clear();
            m_cuts.emplace_back(s, lane.rangeStart);
            m_cutAt = now();
        }
    }
}

void FloorView::updateTimer()
{
    const bool moves = isVisible() && m_snapshot
        && ((m_playing && !m_reduced && !m_snapshot->finished) || m_motion.running(now()) || isCutting());
    if (moves == m_moving)
        return;
    m_moving = moves;
    m_lastTick = now();
    if (moves && !m_ownersClock)
        m_timer.start();
    else
        m_timer.stop();
}

void FloorView::describe()
{
    setAccessibleName(translate("Floor", "The floor"));
    QString text = m_snapshot ? m_sentence : translate("Floor", "Open a scenario, or drop one here");
    if (m_snapshot && m_focus >= 0 && m_focus < static_cast<int>(m_geometry.lanes.size()))
        text = laneSentence(scene(), m_geometry.lanes[static_cast<std::size_t>(m_focus)]) + QLatin1Char(' ') + text;
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void FloorView::resizeEvent(QResizeEvent *) { refresh(); }

void FloorView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    updateTimer();
}

void FloorView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
    m_moving = false;
}

void FloorView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        refresh();
        describe();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace hotshard::views
