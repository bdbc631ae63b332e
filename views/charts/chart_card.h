// The frame that all charts share: title, unit, own legend, axes, change markers, limit line, cursor, end
// values and export. Qt Charts draws grid, lines, areas and bars; the words on top are painted here, so that
// all charts have equal margins and look the same on the screen and in a file.
#pragma once

#include <QChartView>

#include "views/charts/chart_context.h"
#include "views/theme/theme.h"

#include <QColor>
#include <QMarginsF>
#include <QPointF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

QT_FORWARD_DECLARE_CLASS(QPushButton)
QT_FORWARD_DECLARE_CLASS(QValueAxis)

namespace hotshard::views {

enum class ExportFormat { Png, Svg, Pdf, Csv };

struct LegendEntry {
    enum class Mark { Line, Dashes, Box, Outline };
    QString text;
    QColor colour;
    Mark mark = Mark::Line;
    QString valueAtCursor; ///< shown instead of nothing while the cursor is in the chart
};

/// A diamond with a line through the plot. x in the chart's own x unit.
struct PlotFlag {
    double x = 0;
    QString longText, shortText;
};

/// The last value of a line, or the value under the cursor.
struct PlotDot {
    QPointF at; ///< in axis units
    QColor colour;
    QString text;
    bool hollow = false;
};

struct PlotLimit {
    double value = 0;
    QString text;    ///< "alarm 30 s"
    QString offText; ///< shown with an arrow when the limit lies above the view
};

/// How it would go on: dashed, neutral, with its name. Never the look of what was measured.
struct PlotGhost {
    double from = 0;       ///< where the future begins, s since the window's start
    QList<QPointF> points; ///< in axis units
    QList<QPointF> asItIs; ///< the same without the change; fainter
    QString text;          ///< "Shards 18: worst 3.0 min", or why there is none
    QString shortText;     ///< "18: worst 3.0 min", where there is no room
    bool refused = false;
    bool ofEarlier = false; ///< dim: what is under the hand now has not been answered
};

/// All data of a chart as one table; texts in English, so that a file means the same everywhere.
struct ChartTable {
    QStringList header;
    QStringList firstColumn; ///< empty when the first column is a number like the others
    std::vector<std::vector<double>> rows;
};

/// Base of all charts. Thread: GUI only.
class ChartCard : public QChartView {
    Q_OBJECT

public:
    /// \param id  stable name, used for files and settings: "iterator-age"
    explicit ChartCard(QString id, QWidget *parent = nullptr);
    ~ChartCard() override;

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString unit() const = 0;
    [[nodiscard]] virtual ChartTable table() const = 0;
    /// True when a preview has a line for this chart; the others show no future.
    [[nodiscard]] virtual bool showsPreview() const { return false; }
    /// What has grown the value axis is over: the next refresh chooses it anew, without waiting.
    void settleAxis() { m_settle = true; }
    [[nodiscard]] double axisTop() const { return m_scale.scale().top; }
    /// Null while nobody considers anything.
    [[nodiscard]] const PlotGhost *ghost() const { return m_ghost ? &*m_ghost : nullptr; }
    /// Where the words of the preview stand, and the end of its line; in card coordinates.
    [[nodiscard]] QRectF ghostTextRect() const;
    [[nodiscard]] QPointF ghostEnd() const;
    [[nodiscard]] QRectF limitTextRect() const;
    /// True when x is time: the cursor and zooming apply.
    [[nodiscard]] virtual bool overTime() const { return false; }

    void setTheme(const Theme &theme);
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    /// Takes what it needs from the snapshot; keeps no reference.
    void refresh(const ChartContext &context);
    /// The shared cursor; seconds of simulated time.
    void setCursor(std::optional<double> seconds);
    using QWidget::setCursor;
    [[nodiscard]] std::optional<double> cursorTime() const { return m_cursor; }
    /// The widest chart of a row says what was changed, the others only how.
    void setLongFlags(bool longFlags) { m_longFlags = longFlags; }
    /// Off live, a card over time offers the way back in its head.
    void setLive(bool live);
    [[nodiscard]] QPushButton *liveButton() const { return m_liveButton; }
    /// While a file is drawn: no cursor, no focus frame, and one family for all text when `family` is given.
    void beginFigure(const QString &family);
    void endFigure();
    /// Draws the whole card into `target`.
    void paintFigure(QPainter &painter, const QRectF &target);
    void retranslate();

signals:
    void cursorMoved(double seconds);
    void cursorLeft();
    void windowWanted(double from, double to);
    void liveWanted();
    void exportRequested(hotshard::views::ExportFormat format);
    void copyRequested();

protected:
    /// Fills series, m_legend, m_dots ... from the snapshot. `top` of the value axis by setTop.
    virtual void apply(const ChartContext &context) = 0;
    /// Pens and brushes of the series after a change of theme.
    virtual void applyTheme() = 0;
    /// What the cursor shows: dots and legend values.
    virtual void applyCursor() { }
    /// Further painting above the series, in card coordinates.
    virtual void paintMore(QPainter &) { }
    [[nodiscard]] virtual QString valueLabel(double value) const;
    [[nodiscard]] virtual QString summary() const { return {}; } ///< accessible description
    /// The line of a preview that this chart shows; null when it has none.
    [[nodiscard]] virtual const std::vector<float> *previewLine(const Preview &) const { return nullptr; }
    /// "Shards 18: worst 3.0 min".
    [[nodiscard]] virtual QString previewText(const QString &what, double value) const
    {
        return what + u' ' + valueLabel(value);
    }

    /// "starts at 0:05": what stands in an empty plot.
    [[nodiscard]] QString startsText() const;
    /// Between the edges of the card and the plot, before the UI scale.
    [[nodiscard]] virtual QMarginsF plotMargins() const { return {m_leftMargin, 42, 16, 26}; }
    virtual void laidOut() { }
    void setTop(double highest, double wallSeconds);
    void attach(QAbstractSeries *series);
    [[nodiscard]] QFont figureFont(Role role) const;
    [[nodiscard]] double scaleTop() const { return m_scale.scale().top; }
    [[nodiscard]] const TimeWindow &window() const { return m_window; }
    [[nodiscard]] QPointF place(const QPointF &value) const;
    [[nodiscard]] QRectF plotRect() const;
    /// Logical pixels at the theme's UI scale.
    [[nodiscard]] double px(double pixels) const { return pixels * m_theme.uiScale; }
    [[nodiscard]] double pen(double width) const { return width * m_theme.lineScale; }

    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

    QValueAxis *m_xAxis = nullptr; ///< owned by the chart; of time charts 0..span
    QValueAxis *m_yAxis = nullptr;
    Theme m_theme;
    std::vector<LegendEntry> m_legend;
    std::vector<PlotFlag> m_flags;
    std::vector<PlotDot> m_dots, m_cursorDots;
    std::optional<PlotLimit> m_limit;
    std::optional<PlotGhost> m_ghost;
    QString m_empty;          ///< shown in the plot instead of data
    double m_leftMargin = 44; ///< of the plot; labels of the value axis stand in it
    bool m_valueGrid = true;  ///< labels at the left and grid lines
    bool m_timeLabels = true;

private:
    friend class PlotOverlay;
    void paintUnderlay(QPainter &painter);
    void paintOverlay(QPainter &painter);
    void paintHead(QPainter &painter);
    void paintValueLabels(QPainter &painter);
    void paintTimeLabels(QPainter &painter);
    void paintLimit(QPainter &painter);
    void paintFlags(QPainter &painter);
    void paintCursor(QPainter &painter);
    void paintDots(QPainter &painter);
    void paintSelection(QPainter &painter);
    void takePreview(const ChartContext &context);
    void paintFuture(QPainter &painter);
    void paintGhostLine(QPainter &painter, const QList<QPointF> &points, const QPen &pen) const;
    void paintGhost(QPainter &painter);
    void paintGhostText(QPainter &painter);
    [[nodiscard]] QString ghostText() const;
    [[nodiscard]] double ghostTextCost(const QRectF &text) const;
    [[nodiscard]] QString tipOf(const PlotGhost &ghost, bool limited) const;
    [[nodiscard]] QColor ghostInk(const QColor &colour) const;
    [[nodiscard]] std::vector<LegendEntry> legendEntries() const;
    [[nodiscard]] QString toolTipText() const;
    void layOut();
    void repaintFigure();
    [[nodiscard]] QFont dotFont() const;
    [[nodiscard]] QRectF dotTextRect(const PlotDot &dot) const;
    void paintVeil(QPainter &painter, const QRectF &text) const;
    [[nodiscard]] double headRight() const;
    void placeLiveButton();
    [[nodiscard]] double legendWidth(const QFontMetricsF &metrics, const std::vector<LegendEntry> &legend,
                                     std::size_t entries) const;
    [[nodiscard]] double timeAt(double x) const;
    void moveCursor(int steps);
    void hideAxes();

    QString m_id;
    QString m_family, m_previewTip;
    QPushButton *m_liveButton;
    SteadyScale m_scale;
    TimeWindow m_window;
    double m_end = 0; ///< of what has been simulated
    std::optional<double> m_cursor;
    std::optional<double> m_dragFrom;
    double m_dragTo = 0;
    bool m_settle = false;
    bool m_longFlags = true, m_forFile = false, m_focusShown = false;
    std::optional<double> m_heldCursor;                            ///< while a file is drawn
    class PlotOverlay *m_underlay = nullptr, *m_overlay = nullptr; ///< owned by the chart
    double m_wall = 0;
};

} // namespace hotshard::views
