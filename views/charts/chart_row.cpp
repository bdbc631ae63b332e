#include "views/charts/chart_row.h"

#include "views/charts/backlog_chart.h"
#include "views/charts/key_chart.h"
#include "views/charts/series_chart.h"
#include "views/charts/window_chart.h"
#include "views/theme/view_text.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTabBar>
#include <QTimerEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

namespace {

constexpr int kSliceMs = 25;
constexpr int kCompareMs = 3000;
constexpr int kMostShown = 4;
constexpr int kTabsBelow = 1400; // pixels of width at 100 %

int stretchOf(const QString &id)
{
    if (id == QLatin1String("iterator-age"))
        return 700;
    return id == QLatin1String("traffic-by-key") ? 346 : 410;
}

} // namespace

ChartRow::ChartRow(QWidget *parent)
    : QWidget(parent)
    , m_shown(defaultCharts())
    , m_tabs(new QTabBar(this))
    , m_strip(new QHBoxLayout)
{
    m_cards = {new SeriesChart(SeriesKind::IteratorAge, this),
               new BacklogChart(this),
               new SeriesChart(SeriesKind::Flow, this),
               new SeriesChart(SeriesKind::FunctionTime, this),
               new SeriesChart(SeriesKind::Concurrency, this),
               new KeyChart(this),
               new WindowChart(this)};
    m_dirty.assign(m_cards.size(), false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    column->addWidget(m_tabs);
    column->addLayout(m_strip, 1);
    m_strip->setSpacing(static_cast<int>(Theme::kGap));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (ChartCard *card : m_cards) {
        m_tabs->addTab(card->title());
        connectCard(card);
    }
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        arrange();
        markDirty();
    });
    setMinimumHeight(170);
    retranslate();
    arrange();
}

void ChartRow::connectCard(ChartCard *card)
{
    card->installEventFilter(this);
    connect(card, &ChartCard::cursorMoved, this, [this](double seconds) { setCursorEverywhere(seconds); });
    connect(card, &ChartCard::cursorLeft, this, [this] { setCursorEverywhere(std::nullopt); });
    connect(card, &ChartCard::windowWanted, this, &ChartRow::showWindow);
    connect(card, &ChartCard::liveWanted, this, &ChartRow::goLive);
    connect(card, &ChartCard::exportRequested, this,
            [this, card](ExportFormat format) { emit exportRequested(card, format); });
    connect(card, &ChartCard::copyRequested, this, [this, card] { emit copyRequested(card); });
}

QStringList ChartRow::defaultCharts()
{
    return {QStringLiteral("iterator-age"), QStringLiteral("backlog"), QStringLiteral("flow"),
            QStringLiteral("traffic-by-key")};
}

ChartCard *ChartRow::card(const QString &id) const
{
    const auto found = std::find_if(m_cards.begin(), m_cards.end(), [&](const ChartCard *c) { return c->id() == id; });
    return found == m_cards.end() ? nullptr : *found;
}

ChartCard *ChartRow::currentCard() const
{
    if (m_lastFocused && m_lastFocused->isVisibleTo(this))
        return m_lastFocused;
    const auto first =
        std::find_if(m_cards.begin(), m_cards.end(), [this](const ChartCard *c) { return c->isVisibleTo(this); });
    return first == m_cards.end() ? m_cards.front() : *first;
}

bool ChartRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        for (ChartCard *each : m_cards)
            if (each == watched)
                m_lastFocused = each;
    return QWidget::eventFilter(watched, event);
}

void ChartRow::setShown(const QStringList &ids)
{
    QStringList valid;
    for (const ChartCard *each : m_cards) // always in the same order: a chart keeps its place
        if (ids.contains(each->id()))
            valid << each->id();
    if (valid.isEmpty())
        valid = defaultCharts();
    m_shown = valid.mid(0, kMostShown);
    arrange();
    markDirty();
    emit shownChanged();
}

void ChartRow::setChartShown(const QString &id, bool shown)
{
    QStringList ids = m_shown;
    if (shown == ids.contains(id))
        return;
    if (!shown) {
        if (ids.size() > 1)
            ids.removeAll(id);
    } else {
        if (ids.size() == kMostShown)
            ids.removeLast(); // the strip has four places
        ids << id;
    }
    setShown(ids);
}

void ChartRow::arrange()
{
    m_tabbed = width() < kTabsBelow * m_theme.uiScale;
    m_tabs->setVisible(m_tabbed);
    while (QLayoutItem *item = m_strip->takeAt(0))
        delete item;
    ChartCard *widest = nullptr;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        ChartCard *each = m_cards[i];
        const bool visible = m_tabbed ? static_cast<int>(i) == m_tabs->currentIndex() : isWanted(each->id());
        each->setVisible(visible);
        each->setLongFlags(false);
        if (!visible)
            continue;
        m_strip->addWidget(each, stretchOf(each->id()));
        if (each->overTime() && (!widest || stretchOf(each->id()) > stretchOf(widest->id())))
            widest = each;
    }
    if (widest)
        widest->setLongFlags(true);
}

bool ChartRow::isWanted(const QString &id) const
{
    if (!m_concurrencyInstead)
        return m_shown.contains(id);
    if (id == QLatin1String("traffic-by-key"))
        return false;
    return m_shown.contains(id)
        || (id == QLatin1String("concurrency") && m_shown.contains(QStringLiteral("traffic-by-key")));
}

bool ChartRow::prefersConcurrency(const Snapshot &snapshot)
{
    const bool limited = std::any_of(snapshot.functions.begin(), snapshot.functions.end(),
                                     [](const FunctionView &f) { return f.reserved >= 0 || f.account; });
    const bool events = snapshot.streams.empty() && !snapshot.asyncFunctions.empty(); // they have no key
    return events || (limited && view_text::keysAreAlike(snapshot));
}

void ChartRow::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (ChartCard *each : m_cards)
        each->setTheme(theme);
    arrange();
    update();
}

void ChartRow::setOutline(const Outline &outline)
{
    m_names = ChangeNames(outline);
    m_duration = outline.duration.toSeconds();
    m_asked = {-1, -1};
    goLive();
}

void ChartRow::setSpeed(double speed)
{
    m_speed = speed;
    updateWindow();
    markDirty();
}

void ChartRow::setSnapshot(const SnapshotPtr &snapshot)
{
    const bool other = m_snapshot && snapshot && m_snapshot->run != snapshot->run;
    m_snapshot = snapshot;
    if (const bool instead = snapshot && prefersConcurrency(*snapshot); instead != m_concurrencyInstead) {
        m_concurrencyInstead = instead;
        arrange();
    }
    agePreview();
    if (other)
        settleAxes(); // nothing of the run before is shown
    updateWindow();
    markDirty();
}

void ChartRow::setPreview(const PreviewPtr &preview, const PreviewPtr &asItIs)
{
    if (m_preview && !preview)
        settleAxes();
    m_preview = preview;
    m_asItIs = preview ? asItIs : nullptr;
    m_earlier = m_earlier && preview;
    m_released = false;
    updateWindow();
    markDirty();
}

void ChartRow::setPreviewOfEarlier(bool earlier)
{
    if (earlier == m_earlier)
        return;
    m_earlier = earlier;
    markDirty();
}

void ChartRow::settleAxes()
{
    for (ChartCard *each : m_cards)
        each->settleAxis();
}

void ChartRow::releasePreview()
{
    if (!m_preview || m_released)
        return;
    if (m_preview->refusal != PreviewRefusal::None)
        return setPreview(nullptr); // there is nothing to compare
    m_released = true;
    settleAxes(); // a paused run brings no more refreshes that could shrink them
    markDirty();
    m_releasedAt = m_snapshot ? m_snapshot->time : m_preview->from;
    m_compared.invalidate();
}

void ChartRow::agePreview()
{
    if (!m_preview)
        return;
    const bool other = m_snapshot->run != m_preview->run && m_preview->run != 0;
    if (m_released && !m_compared.isValid() && m_snapshot->time > m_releasedAt)
        m_compared.start();
    const bool compared = m_released && m_compared.isValid() && m_compared.elapsed() > kCompareMs;
    if (other || compared)
        setPreview(nullptr);
}

double ChartRow::span() const { return liveSpan(m_speed, m_duration); }

void ChartRow::updateWindow()
{
    if (!m_snapshot)
        return;
    if (m_live)
        m_window = liveWindow(m_snapshot->time.toSeconds(), span());
    m_bare = m_window;
    if (m_live && m_preview && !m_preview->times.empty()) {
        const double ahead = m_preview->times.back() - m_preview->from.toSeconds();
        m_window = windowWithPreview(m_window, m_snapshot->time.toSeconds(), ahead);
    }
    // A little of the scrolling is answered by what is there; the engine is asked again after a twentieth.
    const bool moved = std::fabs(m_window.from - m_asked.from) > m_window.span() / 20
        || std::fabs(m_window.span() - m_asked.span()) > m_window.span() / 1000;
    if (!moved)
        return;
    m_asked = m_window;
    emit rangeWanted(m_window.from, m_live ? -1 : m_window.to);
}

void ChartRow::goLive()
{
    const bool changed = !m_live;
    m_live = true;
    m_asked = {-1, -1};
    for (ChartCard *each : m_cards)
        each->setLive(true);
    updateWindow();
    markDirty();
    if (changed)
        emit liveChanged(true);
}

void ChartRow::showWindow(double from, double to)
{
    const bool changed = m_live;
    m_live = false;
    m_window = {from, to};
    for (ChartCard *each : m_cards)
        each->setLive(false);
    updateWindow();
    markDirty();
    if (changed)
        emit liveChanged(false);
}

void ChartRow::markDirty()
{
    if (!m_snapshot)
        return;
    std::fill(m_dirty.begin(), m_dirty.end(), true);
    if (!m_timer.isActive())
        m_timer.start(kSliceMs, this);
}

void ChartRow::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QWidget::timerEvent(event);
    for (std::size_t tried = 0; tried < m_cards.size(); ++tried) {
        const std::size_t i = m_next++ % m_cards.size();
        if (!m_dirty[i] || !m_cards[i]->isVisible())
            continue;
        m_dirty[i] = false;
        return refresh(m_cards[i]);
    }
    m_timer.stop();
}

void ChartRow::refreshAll()
{
    if (!m_snapshot)
        return;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_dirty[i] = false;
        refresh(m_cards[i]);
    }
}

void ChartRow::refresh(ChartCard *card)
{
    card->refresh({*m_snapshot, m_names, card->showsPreview() ? m_window : m_bare,
                   static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1000, m_preview.get(), m_asItIs.get(),
                   m_earlier});
    const auto tab = std::find(m_cards.begin(), m_cards.end(), card) - m_cards.begin();
    m_tabs->setTabText(static_cast<int>(tab), card->title()); // it may depend on the run
}

void ChartRow::setCursorEverywhere(std::optional<double> seconds)
{
    for (ChartCard *each : m_cards)
        each->setCursor(seconds);
}

void ChartRow::retranslate()
{
    m_tabs->setAccessibleName(tr("Charts"));
    m_tabs->setToolTip(tr("Choose the chart to show."));
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_tabs->setTabText(static_cast<int>(i), m_cards[i]->title());
        m_cards[i]->retranslate();
    }
    markDirty();
}

void ChartRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ChartRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_tabbed != (width() < kTabsBelow * m_theme.uiScale)) {
        arrange();
        markDirty();
    }
}

void ChartRow::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), m_theme.window); }

} // namespace hotshard::views
