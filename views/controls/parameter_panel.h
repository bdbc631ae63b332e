// All controls of the open scenario, grouped by component; made from the outline, nothing is written by hand.
#pragma once

#include <QWidget>

#include "metrics/snapshot.h"
#include "session/outline.h"
#include "views/theme/theme.h"

#include <QElapsedTimer>
#include <QHash>
#include <QList>

#include <vector>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QScrollArea)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace hotshard::views {

class ParameterRow;
class GroupHead;
class PanelHead;

class ParameterPanel final : public QWidget {
    Q_OBJECT

public:
    explicit ParameterPanel(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setOutline(const Outline &outline);
    /// Follows what the timeline and other hands have set. A control that is just being used stays.
    void setSnapshot(const SnapshotPtr &snapshot);
    [[nodiscard]] int changedCount() const;
    [[nodiscard]] ParameterRow *row(const QString &path) const;
    /// Where the keyboard begins; null without controls.
    [[nodiscard]] QWidget *firstField() const;
    [[nodiscard]] const QList<ParameterRow *> &rows() const { return m_rows; }

signals:
    void parameterEdited(const QString &path, const hotshard::ParameterValue &value);
    /// A hand is on its way to this value: how would it go on? Until it has decided.
    void parameterConsidered(const QString &path, const hotshard::ParameterValue &value);
    void parameterDecided();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void clear();
    void addGroup(const OutlineParameter &first);
    void addRow(const OutlineParameter &parameter);
    void retranslate();
    void showCount();

    struct Edit {
        ParameterValue value;
        qint64 at = 0;
    };

    Theme m_theme;
    PanelHead *m_head;
    QScrollArea *m_scroll;
    QLabel *m_none; ///< shown when the scenario offers no control
    QVBoxLayout *m_column = nullptr;
    QList<ParameterRow *> m_rows; ///< owned as children of the scrolled widget
    QList<GroupHead *> m_groups;
    QHash<QString, Edit> m_edits; ///< sent to the engine, not yet seen in a snapshot
    std::vector<ChangeMark> m_seen;
    std::uint64_t m_run = 0;
    QElapsedTimer m_clock;
};

} // namespace hotshard::views
