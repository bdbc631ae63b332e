// The floor: one plain widget that paints a snapshot and lets it move.
#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QTimer>
#include <QWidget>

#include "views/floor/floor_layout.h"
#include "views/floor/floor_motion.h"
#include "views/floor/flow_painter.h"
#include "views/floor/log_image.h"
#include "views/floor/scene.h"

#include <optional>
#include <utility>
#include <vector>

namespace hotshard::views {

/// What of a lane was pointed at.
enum class LanePart { Log, Age, Worker };

class FloorView final : public QWidget {
    Q_OBJECT
public:
    explicit FloorView(QWidget *parent = nullptr);
    ~FloorView() override;

    /// Null shows the empty floor.
    void setSnapshot(SnapshotPtr snapshot);
    void setTheme(const Theme &theme);
    /// No dots, no tweens: values jump at each snapshot.
    void setReducedMotion(bool on);
    void setPlayback(bool playing, double speed);
    /// The owner has a clock and calls frame() while isMoving(): snapshot and motion are then one paint. Without it
    /// the floor runs a timer of its own.
    void setOwnersClock(bool on);
    /// Moves on to the present instant and repaints what moves.
    void frame();
    /// Lanes only, in large type, for slides.
    void setPresenting(bool on);
    /// All other keys are dimmed everywhere on the floor; -1: none is.
    void setLitKey(int key);
    /// The lane that stands for the chosen shard; it is outlined and pinned among many.
    void setChosenLane(std::optional<ShardId> shard);

    [[nodiscard]] const FloorGeometry &floorGeometry() const { return m_geometry; }
    [[nodiscard]] QString sentence() const { return m_sentence; }
    [[nodiscard]] bool isMoving() const { return m_moving; }
    [[nodiscard]] bool isLogarithmic() const { return m_scale.scale().logarithmic; }
    [[nodiscard]] int focusedLane() const { return m_focus; } ///< index into floorGeometry().lanes, or -1
    /// What can be pointed at, in logical pixels of the widget; for tests.
    [[nodiscard]] const std::vector<Hit> &hits() const { return m_hits; }

    [[nodiscard]] QSize sizeHint() const override { return {1292, 644}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 180}; }

public slots:
    void toggleScale();

signals:
    void laneClicked(hotshard::ShardId shard);
    /// The same click or Enter, with the stream and the part of the lane.
    void inspectRequested(hotshard::ComponentId stream, hotshard::ShardId shard, hotshard::views::LanePart part,
                          bool byKeyboard);
    void keyClicked(int key);
    /// -1 when the pointer leaves it.
    void keyHovered(int key);
    /// A click, Enter or Space on the empty floor.
    void openRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void updateTimer();
    /// Repaints only what moves by itself: the flows and the rings.
    void updateMoving();
    /// Remembers where a resharding cuts the hash space, to show the cut for a moment.
    void noteCuts(const Snapshot &before, const Snapshot &after);
    [[nodiscard]] bool isCutting() const { return !m_cuts.empty() && now() - m_cutAt < kCutSeconds; }
    [[nodiscard]] double now() const;
    [[nodiscard]] Scene scene();
    [[nodiscard]] bool logarithmic() const;
    [[nodiscard]] int litKey() const { return m_hoverKey >= 0 ? m_hoverKey : m_litKey; }
    /// Layout, numbers and pictures of the snapshot anew.
    void refresh();
    void follow();
    void describe();
    void setHoverKey(int key);
    void focusLane(int index);
    void activate(int lane, LanePart part = LanePart::Log);
    [[nodiscard]] QPointF logical(const QPointF &p) const { return p / m_theme.uiScale; }
    [[nodiscard]] const Hit *hitAt(QPointF p) const;

    void paintStatic();
    void paintRowsImage();
    void paintLive(Canvas &canvas, const Scene &scene);
    void paintSentence(Canvas &canvas);
    void paintEmpty(Canvas &canvas);
    void paintFocus(Canvas &canvas);
    void paintCuts(Canvas &canvas);

    static constexpr double kCutSeconds = 0.4;

    SnapshotPtr m_snapshot;
    SnapshotPtr m_worded;      ///< the one the words of the still picture are from
    std::uint64_t m_shape = 0; ///< which boxes there are; a change needs a new layout at once
    Theme m_theme;
    TextKit m_kit;
    FloorGeometry m_geometry;
    FloorMotion m_motion;
    ScaleKeeper m_scale;
    FlowPainter m_flows;
    LogImage m_logs;
    QImage m_still, m_rows;
    std::vector<Hit> m_hits;
    QString m_sentence;
    QStringList m_sentenceLines;
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_lastTick = 0, m_phase = 0, m_simSeconds = 0, m_snapshotAt = 0, m_refreshedAt = -1;
    double m_speed = 1, m_cutAt = -1;
    std::vector<std::pair<std::size_t, double>> m_cuts; ///< stream and place
    std::optional<bool> m_logChosen;
    std::optional<ShardId> m_chosen;
    int m_litKey = -1, m_hoverKey = -1, m_focus = -1;
    bool m_playing = false, m_reduced = false, m_presenting = false, m_stale = true, m_rowsStale = true;
    bool m_moving = false; ///< something moves by itself: frames are wanted
    bool m_ownersClock = false;
    bool m_byKeyboard = false; ///< the focus ring shows only to those who use the keyboard
};

} // namespace hotshard::views
