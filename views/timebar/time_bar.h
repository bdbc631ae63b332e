// The whole run on one line: clock, history of the worst iterator age, changes made and planned, playhead.
#pragma once

#include <QRgb>
#include <QWidget>

#include "metrics/snapshot.h"
#include "views/charts/chart_context.h"
#include "views/theme/theme.h"

namespace hotshard::views {

class TimeBar final : public QWidget {
    Q_OBJECT

public:
    explicit TimeBar(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setOutline(const Outline &outline);
    void setSnapshot(const SnapshotPtr &snapshot);

    /// Where an instant stands, in pixels; for tests.
    [[nodiscard]] double xOf(double seconds) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] double px(double pixels) const { return pixels * m_theme.uiScale; }
    [[nodiscard]] QRectF track() const;
    void retranslate();
    void paintClock(QPainter &painter);
    void paintHistory(QPainter &painter);
    void paintTicks(QPainter &painter);
    void paintChanges(QPainter &painter);
    void paintPlayhead(QPainter &painter);
    [[nodiscard]] QColor worstColour() const;
    [[nodiscard]] double worstNow() const;
    [[nodiscard]] QString worstText() const;
    /// All that a new snapshot can change of the picture: most frames change nothing.
    struct Look {
        QString clock, worst;
        int playhead = -1; ///< in quarters of a pixel
        QRgb colour = 0;
        std::size_t points = 0;
        float lastPoint = 0;
        std::vector<ChangeMark> changes;
        std::size_t alarms = 0; ///< changes of their states
        bool operator==(const Look &) const = default;
    };
    [[nodiscard]] Look look() const;

    Theme m_theme;
    ChangeNames m_names;
    SnapshotPtr m_snapshot;
    Look m_look;
    double m_duration = 1800;
};

} // namespace hotshard::views
