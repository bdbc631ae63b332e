// A table to read: rows are chosen, Ctrl+C copies them, Enter opens one, Tab leaves it.
#pragma once

#include <QTableView>

#include "views/inspect/facts.h"
#include "views/theme/theme.h"

namespace hotshard::views {

class CopyTable final : public QTableView {
    Q_OBJECT

public:
    /// `asFacts`: a list of facts (FactModel) without a head, its texts broken into lines.
    explicit CopyTable(bool asFacts, QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    /// Heights of the rows for the present texts; headings and notes go over both columns. For facts.
    void arrange();
    /// In which all facts are seen without scrolling, as of the last arrange().
    [[nodiscard]] int wholeHeight() const { return m_wholeHeight; }
    /// The chosen rows as copied: cells by tabs, rows by line ends.
    [[nodiscard]] QString copied() const;

signals:
    void opened(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    [[nodiscard]] QSize sizeHint() const override { return {360, 120}; }

private:
    [[nodiscard]] int rowHeightOf(int row, Fact::Kind kind) const;

    bool m_asFacts;
    int m_wholeHeight = 0;
};

} // namespace hotshard::views
