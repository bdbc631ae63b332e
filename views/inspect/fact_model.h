// Facts as a table of two columns. New facts with the same names change values where they stand, so that a reader's
// place and selection stay.
#pragma once

#include <QAbstractTableModel>

#include "views/inspect/facts.h"
#include "views/theme/theme.h"

namespace hotshard::views {

class FactModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    /// Qt::UserRole: the kind of a fact, an int of Fact::Kind.
    static constexpr int kKindRole = Qt::UserRole;

    explicit FactModel(QObject *parent = nullptr);
    void setFacts(Facts facts);
    void setTheme(const Theme &theme);
    [[nodiscard]] const Facts &facts() const { return m_facts; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Facts m_facts;
    Theme m_theme;
};

} // namespace hotshard::views
