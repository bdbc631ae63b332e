// The records of a batch and its attempts as tables. Cells are made when they are shown: a batch of 10,000 records
// costs a screenful.
#pragma once

#include <QAbstractTableModel>
#include <QLocale>

#include "metrics/inspection.h"

namespace hotshard::views {

/// One row a record, oldest first.
class RecordModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Key, PartitionKey, Size, Made, Arrival, Age, HandedOver, Poison, Sequence };
    static constexpr int kColumns = Sequence + 1;

    explicit RecordModel(QObject *parent = nullptr);
    /// Null, or an answer without a batch, shows none.
    void setInspection(const InspectionPtr &inspection);
    void setLocale(const QLocale &locale);
    /// REQUIRES: the row exists.
    [[nodiscard]] const RecordStory &record(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const RecordStory &record, int column) const;
    InspectionPtr m_inspection;
    QLocale m_locale;
};

/// One row an attempt before the present one, oldest first.
class AttemptModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Attempt, Start, Took, Records, Result };
    static constexpr int kColumns = Result + 1;

    explicit AttemptModel(QObject *parent = nullptr);
    void setInspection(const InspectionPtr &inspection);
    void setLocale(const QLocale &locale);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    InspectionPtr m_inspection;
    QLocale m_locale;
};

} // namespace hotshard::views
