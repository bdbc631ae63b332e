#include "views/inspect/fact_model.h"

#include <algorithm>

namespace hotshard::views {

FactModel::FactModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void FactModel::setFacts(Facts facts)
{
    const bool alike = std::equal(facts.begin(), facts.end(), m_facts.begin(), m_facts.end(),
                                  [](const Fact &a, const Fact &b) { return a.kind == b.kind && a.name == b.name; });
    if (!alike) {
        beginResetModel();
        m_facts = std::move(facts);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (facts[i] == m_facts[i])
            continue;
        m_facts[i] = std::move(facts[i]);
        const QModelIndex changed = index(static_cast<int>(i), 1);
        emit dataChanged(changed, changed);
    }
}

void FactModel::setTheme(const Theme &theme)
{
    m_theme = theme;
    if (!m_facts.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, 1));
}

int FactModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_facts.size());
}

int FactModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : 2; }

QVariant FactModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Fact &fact = m_facts[static_cast<std::size_t>(index.row())];
    const bool alone = fact.kind == Fact::Kind::Heading || fact.kind == Fact::Kind::Note;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return index.column() == 0 ? fact.name : fact.value;
    case Qt::ToolTipRole: return alone ? fact.name : fact.name + QStringLiteral(": ") + fact.value;
    case Qt::FontRole:
        if (fact.kind == Fact::Kind::Heading)
            return m_theme.font(Role::LabelStrong);
        return m_theme.font(index.column() == 1 ? Role::Body : Role::Label);
    case Qt::ForegroundRole:
        return fact.kind == Fact::Kind::Heading ? m_theme.text : index.column() == 0 ? m_theme.text2 : m_theme.text;
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignLeft | (fact.kind == Fact::Kind::Heading ? Qt::AlignBottom : Qt::AlignTop));
    case kKindRole: return static_cast<int>(fact.kind);
    default: return {};
    }
}

QVariant FactModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? inspectText("Name") : inspectText("Value");
}

} // namespace hotshard::views
