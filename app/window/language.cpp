#include "app/window/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace hotshard::app {

Language::Language(QObject *parent)
    : QObject(parent)
{
}

void Language::use(const QString &code)
{
    if (code == m_code)
        return;
    m_code = code;
    const bool japanese = code == QLatin1String("ja");
    // First the locale: what is told of the new language prints its numbers at once.
    const QLocale system = QLocale::system();
    const bool systemFits = system.language() == (japanese ? QLocale::Japanese : QLocale::English);
    QLocale::setDefault(systemFits     ? system
                            : japanese ? QLocale(QLocale::Japanese, QLocale::Japan)
                                       : QLocale(QLocale::English, QLocale::UnitedStates));
    QCoreApplication::removeTranslator(&m_program);
    QCoreApplication::removeTranslator(&m_qt);
    if (!japanese)
        return;
    if (m_program.load(QStringLiteral(":/i18n/hotshard_ja.qm")))
        QCoreApplication::installTranslator(&m_program);
    if (m_qt.load(QStringLiteral("qtbase_ja"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace hotshard::app
