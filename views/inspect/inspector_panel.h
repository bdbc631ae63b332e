// The inspector: one shard of one stream, seen as the shard, a function's iterator in it, the batch in hand, the event
// that this batch is, and one of its records.
//
// The panel says what it wants to know and is given answers; it knows no run. Shard and iterator follow the run unless
// told to stay; a batch, its event and a record stay as they were at the moment they were asked for, unless told to
// follow: at speed a batch is gone before it is read.
#pragma once

#include <QWidget>

#include "metrics/inspection.h"
#include "views/theme/theme.h"

#include <array>
#include <optional>
#include <vector>

QT_FORWARD_DECLARE_CLASS(QCheckBox)
QT_FORWARD_DECLARE_CLASS(QComboBox)
QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QTabBar)
QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace hotshard::views {

class AttemptModel;
class CopyTable;
class EventView;
class FactModel;
class RecordModel;

class InspectorPanel final : public QWidget {
    Q_OBJECT

public:
    enum class Page { Shard, Iterator, Batch, Event, Record };
    static constexpr int kPages = 5;

    explicit InspectorPanel(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Which streams, functions and lanes there are.
    void setSnapshot(const SnapshotPtr &snapshot);
    /// An answer to what it wanted; others are not shown.
    void setInspection(const InspectionPtr &inspection);
    /// Shows a shard, on this page or on the one that is open. Wants the answer.
    void inspect(ComponentId stream, ShardId shard, std::optional<Page> page);
    /// Wants the answer anew.
    void refresh() { want(); }
    /// Forgets everything: another scenario is open.
    void clear();

    [[nodiscard]] bool hasSubject() const { return m_subject.has_value(); }
    [[nodiscard]] Page page() const;
    void setPage(Page page);
    [[nodiscard]] bool isFollowing() const;
    /// In the order of the Tab key.
    [[nodiscard]] std::vector<QWidget *> fields() const;
    [[nodiscard]] QTabBar *tabs() const { return m_tabs; }
    [[nodiscard]] QCheckBox *follow() const { return m_follow; }
    [[nodiscard]] CopyTable *facts() const { return m_facts; }
    [[nodiscard]] CopyTable *records() const { return m_records; }
    [[nodiscard]] CopyTable *attempts() const { return m_attempts; }
    [[nodiscard]] EventView *event() const { return m_event; }
    [[nodiscard]] QLineEdit *recordField() const { return m_recordField; }
    [[nodiscard]] QString moment() const;

signals:
    void inspectionWanted(const hotshard::InspectionQuery &query, bool follow);
    void saveRequested(const QString &proposedName, const QByteArray &event);
    void closeRequested();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Subject {
        ComponentId stream;
        ShardId shard;
        bool operator==(const Subject &) const = default;
    };
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeChoices();
    void want();
    void fillChoices();
    void showPage();
    void showAnswer();
    void showHeading();
    void retranslate();
    void openRecord(int row);
    [[nodiscard]] std::optional<ComponentId> function() const;

    Theme m_theme;
    SnapshotPtr m_snapshot;
    InspectionPtr m_answer;
    InspectionQuery m_wanted;
    std::optional<Subject> m_subject;
    std::uint64_t m_record = 0;
    std::array<bool, kPages> m_follows{true, true, false, false, false};

    QLabel *m_title, *m_moment, *m_recordLabel;
    QToolButton *m_close;
    QTabBar *m_tabs;
    QCheckBox *m_follow;
    QComboBox *m_functions, *m_lanes;
    QLineEdit *m_recordField;
    FactModel *m_factModel;
    RecordModel *m_recordModel;
    AttemptModel *m_attemptModel;
    CopyTable *m_facts, *m_records, *m_attempts;
    EventView *m_event;
};

} // namespace hotshard::views
