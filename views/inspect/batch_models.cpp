#include "views/inspect/batch_models.h"

#include "views/inspect/facts.h"
#include "views/theme/view_text.h"

#include <array>

namespace hotshard::views {

namespace {

int rows(const InspectionPtr &inspection)
{
    return inspection && inspection->batch ? static_cast<int>(inspection->batch->records.size()) : 0;
}

int attempts(const InspectionPtr &inspection)
{
    return inspection && inspection->batch ? static_cast<int>(inspection->batch->attempts.size()) : 0;
}

/// Takes the next answer; rows that stay are only told to have changed. `count` counts an answer's rows.
template <class Model, class Count, class Reset>
void replace(Model &model, InspectionPtr &held, const InspectionPtr &next, Count count, Reset reset)
{
    if (count(held) != count(next)) {
        reset([&] { held = next; });
        return;
    }
    held = next;
    if (const int n = count(held); n > 0)
        emit model.dataChanged(model.index(0, 0), model.index(n - 1, model.columnCount() - 1));
}

} // namespace

RecordModel::RecordModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void RecordModel::setInspection(const InspectionPtr &inspection)
{
    replace(*this, m_inspection, inspection, rows, [this](const auto &change) {
        beginResetModel();
        change();
        endResetModel();
    });
}

void RecordModel::setLocale(const QLocale &locale)
{
    beginResetModel();
    m_locale = locale;
    endResetModel();
}

const RecordStory &RecordModel::record(int row) const
{
    return m_inspection->batch->records[static_cast<std::size_t>(row)];
}

int RecordModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : rows(m_inspection); }

int RecordModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : kColumns; }

QString RecordModel::text(const RecordStory &record, int column) const
{
    switch (column) {
    case Number: return view_text::count(record.number, m_locale);
    case Key: return QString::fromStdString(record.key);
    case PartitionKey: return QString::fromStdString(record.partitionKey);
    case Size: return view_text::count(record.bytes, m_locale);
    case Made: return instant(record.made);
    case Arrival: return instant(record.arrival);
    case Age: return view_text::duration(m_inspection->time - record.arrival, m_locale);
    case HandedOver: return QString::number(record.handedOver);
    case Poison: return record.poison ? inspectText("poison") : QString();
    case Sequence: return QString::fromStdString(record.sequenceNumber);
    default: return {};
    }
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::EditRole || role == Qt::ToolTipRole)
        return text(record(index.row()), index.column());
    const bool figures =
        index.column() == Number || index.column() == Size || index.column() == Age || index.column() == HandedOver;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (figures ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr std::array<const char *, kColumns> names{
        QT_TRANSLATE_NOOP("Inspect", "Number"),        QT_TRANSLATE_NOOP("Inspect", "Key"),
        QT_TRANSLATE_NOOP("Inspect", "Partition key"), QT_TRANSLATE_NOOP("Inspect", "Bytes"),
        QT_TRANSLATE_NOOP("Inspect", "Made"),          QT_TRANSLATE_NOOP("Inspect", "Written"),
        QT_TRANSLATE_NOOP("Inspect", "Age"),           QT_TRANSLATE_NOOP("Inspect", "Handed over"),
        QT_TRANSLATE_NOOP("Inspect", "Poison"),        QT_TRANSLATE_NOOP("Inspect", "Sequence number")};
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= kColumns)
        return {};
    return inspectText(names[static_cast<std::size_t>(section)]);
}

AttemptModel::AttemptModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void AttemptModel::setInspection(const InspectionPtr &inspection)
{
    replace(*this, m_inspection, inspection, attempts, [this](const auto &change) {
        beginResetModel();
        change();
        endResetModel();
    });
}

void AttemptModel::setLocale(const QLocale &locale)
{
    beginResetModel();
    m_locale = locale;
    endResetModel();
}

int AttemptModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : attempts(m_inspection); }

int AttemptModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant AttemptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole)
        return {};
    const AttemptStory &attempt = m_inspection->batch->attempts[static_cast<std::size_t>(index.row())];
    const bool ran = attempt.result != AttemptStory::Result::Throttled;
    switch (index.column()) {
    case Attempt: return QString::number(attempt.number);
    case Start: return instant(attempt.start);
    case Took:
        return ran ? view_text::milliseconds(static_cast<double>((attempt.end - attempt.start).us) / 1000, m_locale)
                   : QStringLiteral("–");
    case Records:
        return QStringLiteral("%1 (%2–%3)")
            .arg(view_text::count(attempt.records, m_locale), view_text::count(attempt.first, m_locale),
                 view_text::count(attempt.last, m_locale));
    case Result:
        return attempt.result == AttemptStory::Result::Partial
            ? inspectText("%1 done, the rest again").arg(view_text::count(attempt.done, m_locale))
            : resultName(attempt.result);
    default: return {};
    }
}

QVariant AttemptModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr std::array<const char *, kColumns> names{
        QT_TRANSLATE_NOOP("Inspect", "Attempt"), QT_TRANSLATE_NOOP("Inspect", "Handed over at"),
        QT_TRANSLATE_NOOP("Inspect", "Took"), QT_TRANSLATE_NOOP("Inspect", "Records (numbers)"),
        QT_TRANSLATE_NOOP("Inspect", "Result")};
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= kColumns)
        return {};
    return inspectText(names[static_cast<std::size_t>(section)]);
}

} // namespace hotshard::views
