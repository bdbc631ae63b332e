// The strip of charts: four side by side where there is room, else one at a time with tabs. All share one
// cursor and one visible part of time; each is refreshed in a time slice of its own.
#pragma once

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QWidget>

#include "metrics/snapshot.h"
#include "views/charts/chart_context.h"
#include "views/theme/theme.h"

#include <QStringList>

#include <vector>

QT_FORWARD_DECLARE_CLASS(QHBoxLayout)
QT_FORWARD_DECLARE_CLASS(QTabBar)

namespace hotshard::views {

class ChartCard;
enum class ExportFormat;

class ChartRow final : public QWidget {
    Q_OBJECT

public:
    explicit ChartRow(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// A new scenario: names of parameters, length of the run; back to live.
    void setOutline(const Outline &outline);
    void setSpeed(double speed);
    /// Charts are refreshed one every 25 ms; nothing runs when all show this snapshot.
    void setSnapshot(const SnapshotPtr &snapshot);
    /// How it would go on, beyond now in the live charts, and how without the change, where that is known; null takes
    /// both away. They stay while a hand considers.
    void setPreview(const PreviewPtr &preview, const PreviewPtr &asItIs = {});
    /// The hand has gone on to a value that is not yet answered: what is shown is dimmed.
    void setPreviewOfEarlier(bool earlier);
    /// The hand has decided: the run is shown beside the preview for three seconds of playing, then on its own.
    void releasePreview();
    [[nodiscard]] const PreviewPtr &preview() const { return m_preview; }
    [[nodiscard]] const PreviewPtr &asItIs() const { return m_asItIs; }
    /// Seconds of simulated time that the live charts show.
    [[nodiscard]] double span() const;
    /// Shows everything at once, for pictures.
    void refreshAll();

    [[nodiscard]] const std::vector<ChartCard *> &cards() const { return m_cards; }
    [[nodiscard]] ChartCard *card(const QString &id) const;
    /// The chart that has or last had the keyboard, else the first one shown.
    [[nodiscard]] ChartCard *currentCard() const;
    /// Ids of the charts in the strip; at most four.
    [[nodiscard]] QStringList shown() const { return m_shown; }
    void setShown(const QStringList &ids);
    void setChartShown(const QString &id, bool shown);
    [[nodiscard]] static QStringList defaultCharts();
    [[nodiscard]] bool isLive() const { return m_live; }
    [[nodiscard]] bool usesTabs() const { return m_tabbed; }

public slots:
    void goLive();
    void showWindow(double from, double to);

signals:
    /// What the charts need from the engine: to < 0 means up to now.
    void rangeWanted(double from, double to);
    void shownChanged();
    void liveChanged(bool live);
    void exportRequested(hotshard::views::ChartCard *card, hotshard::views::ExportFormat format);
    void copyRequested(hotshard::views::ChartCard *card);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void connectCard(ChartCard *card);
    [[nodiscard]] bool isWanted(const QString &id) const;
    /// Keys that are all alike tell nothing; functions that share a limit do.
    [[nodiscard]] static bool prefersConcurrency(const Snapshot &snapshot);
    void arrange();
    void retranslate();
    void refresh(ChartCard *card);
    void updateWindow();
    void agePreview();
    void settleAxes();
    void markDirty();
    void setCursorEverywhere(std::optional<double> seconds);

    Theme m_theme;
    std::vector<ChartCard *> m_cards;  ///< all six, owned as children
    std::vector<bool> m_dirty;         ///< by card
    bool m_concurrencyInstead = false; ///< of the traffic by key
    QStringList m_shown;
    QTabBar *m_tabs = nullptr;
    QHBoxLayout *m_strip = nullptr;
    SnapshotPtr m_snapshot;
    PreviewPtr m_preview, m_asItIs;
    SimTime m_releasedAt;
    QElapsedTimer m_compared; ///< since the run has moved beside a released preview
    bool m_released = false, m_earlier = false;
    ChangeNames m_names;
    TimeWindow m_window, m_asked{-1, -1};
    TimeWindow m_bare; ///< m_window without room for a preview
    QBasicTimer m_timer;
    double m_speed = 60, m_duration = 0;
    std::size_t m_next = 0;
    ChartCard *m_lastFocused = nullptr;
    bool m_live = true, m_tabbed = false;
};

} // namespace hotshard::views
