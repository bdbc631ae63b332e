// What is wrong, worst first: at most three findings open, the rest one line each.
#pragma once

#include <QWidget>

#include "metrics/snapshot.h"
#include "views/theme/theme.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>
#include <tuple>
#include <vector>

QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace hotshard::views {

class FindingCard;
class PanelHead;

class DiagnosisPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DiagnosisPanel(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Texts change four times a second at most; a new or gone finding shows at once.
    void setSnapshot(const SnapshotPtr &snapshot);
    [[nodiscard]] const std::vector<FindingCard *> &cards() const { return m_cards; }
    [[nodiscard]] int findingCount() const { return m_count; }

signals:
    void showRequested(hotshard::ShardId shard);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// What makes a finding the same as a moment ago.
    using Identity = std::tuple<FindingKind, std::uint32_t, std::uint32_t>;
    [[nodiscard]] static Identity identity(const Finding &finding);
    void showFindings();
    void retranslate();

    Theme m_theme;
    PanelHead *m_head;
    QVBoxLayout *m_column;
    std::vector<FindingCard *> m_cards; ///< owned as children, used again and again
    SnapshotPtr m_snapshot;
    SnapshotPtr m_waiting; ///< newer, shown when m_rest ends
    QTimer m_rest;
    std::vector<Identity> m_identities;
    std::optional<Identity> m_opened; ///< by hand, besides the worst ones
    int m_count = 0;
    QElapsedTimer m_since;
};

} // namespace hotshard::views
