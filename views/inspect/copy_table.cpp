#include "views/inspect/copy_table.h"

#include "views/inspect/fact_model.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

#include <algorithm>

namespace hotshard::views {

namespace {

constexpr int kNames = 128; // logical pixels of the column of names

/// Long rows of digits have no place to break: they get one after every digit, on the screen only.
class FactDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto kind = static_cast<Fact::Kind>(index.data(FactModel::kKindRole).toInt());
        if (kind != Fact::Kind::Exact || index.column() != 1)
            return;
        QString broken;
        for (const QChar c : std::as_const(option->text)) {
            broken += c;
            broken += QChar(0x200B);
        }
        option->text = broken;
    }
};

} // namespace

CopyTable::CopyTable(bool asFacts, QWidget *parent)
    : QTableView(parent)
    , m_asFacts(asFacts)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setCornerButtonEnabled(false);
    setWordWrap(asFacts);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    if (asFacts) {
        setItemDelegate(new FactDelegate(this));
        horizontalHeader()->hide();
        horizontalHeader()->setStretchLastSection(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    }
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) { emit opened(index.row()); });
}

void CopyTable::setTheme(const Theme &theme)
{
    setFont(theme.font(Role::Label));
    verticalHeader()->setDefaultSectionSize(static_cast<int>(22 * theme.uiScale));
    if (m_asFacts) {
        setColumnWidth(0, static_cast<int>(kNames * theme.uiScale));
        arrange();
    }
}

void CopyTable::arrange()
{
    if (!m_asFacts || !model())
        return;
    clearSpans();
    int all = 2 * frameWidth();
    for (int row = 0; row < model()->rowCount(); ++row) {
        const auto kind = static_cast<Fact::Kind>(model()->index(row, 0).data(FactModel::kKindRole).toInt());
        const bool alone = kind == Fact::Kind::Heading || kind == Fact::Kind::Note;
        if (alone)
            setSpan(row, 0, 1, 2);
        setRowHeight(row, rowHeightOf(row, kind));
        all += rowHeight(row);
    }
    m_wholeHeight = all;
}

int CopyTable::rowHeightOf(int row, Fact::Kind kind) const
{
    // The view's own sizes take the hidden head of rows into account, which is twice as high.
    constexpr int most = 10'000;
    const QModelIndex name = model()->index(row, 0), value = model()->index(row, 1);
    const QFontMetrics metrics(name.data(Qt::FontRole).value<QFont>());
    const int line = metrics.height(), room = line / 3;
    if (kind == Fact::Kind::Heading)
        return line * 2;
    if (kind == Fact::Kind::Note)
        return metrics
                   .boundingRect(0, 0, viewport()->width() - room * 2, most, Qt::TextWordWrap, name.data().toString())
                   .height()
            + room * 2;
    const QFontMetrics figures(value.data(Qt::FontRole).value<QFont>());
    const int flags = kind == Fact::Kind::Exact ? Qt::TextWrapAnywhere : Qt::TextWordWrap;
    const QRect text = figures.boundingRect(0, 0, columnWidth(1) - room * 3, most, flags, value.data().toString());
    return std::max(line, text.height()) + room;
}

QString CopyTable::copied() const
{
    QModelIndexList rows = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : rows) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells << row.siblingAtColumn(column).data(Qt::EditRole).toString();
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

void CopyTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(copied());
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit opened(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
}

void CopyTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        arrange();
}

} // namespace hotshard::views
