#include "views/charts/chart_context.h"

#include <QLocale>

namespace hotshard::views {

QString shown(const Text &text) { return QString::fromStdString(text.in(QLocale().name().toStdString())); }

ChangeNames::ChangeNames(const Outline &outline)
{
    for (const OutlineParameter &parameter : outline.controls)
        m_decls.insert(QString::fromStdString(parameter.path), parameter.decl);
}

QString ChangeNames::longText(const ChangeMark &mark) const
{
    // What the scenario's author says of it is better than the names of parameters.
    if (const QString note = shown(mark.note); !note.isEmpty())
        return note;
    const QString path = QString::fromStdString(mark.path);
    const auto found = m_decls.constFind(path);
    QString name = found == m_decls.constEnd() ? path.section(u'.', 1) : shown(found->title);
    // Within a line of text a title is an ordinary word, but "ID" or "MD5" keep their capitals.
    if (name.size() > 1 && name[0].isUpper() && !name[1].isUpper())
        name[0] = name[0].toLower();
    return name + u' ' + shortText(mark);
}

QString ChangeNames::namedValue(const std::string &path, const std::string &printed) const
{
    const QString whole = QString::fromStdString(path);
    const auto found = m_decls.constFind(whole);
    const QString name = found == m_decls.constEnd() ? whole.section(u'.', 1) : shown(found->title);
    return name + u' ' + bareValue(path, printed);
}

QString ChangeNames::shortText(const ChangeMark &mark) const
{
    const QString arrow = QStringLiteral(" → ");
    return mark.from.empty() ? bareValue(mark.path, mark.to)
                             : bareValue(mark.path, mark.from) + arrow + bareValue(mark.path, mark.to);
}

QString ChangeNames::bareValue(const std::string &path, const std::string &printed) const
{
    const auto found = m_decls.constFind(QString::fromStdString(path));
    if (found != m_decls.constEnd())
        for (const Choice &choice : found->choices)
            if (choice.name == printed)
                return shown(choice.title);
    return QString::fromStdString(printed);
}

} // namespace hotshard::views
