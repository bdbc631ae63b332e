#include "app/window/settings.h"

#include <QDir>
#include <QLocale>

namespace hotshard::app {

namespace {

const QString kTheme = QStringLiteral("view/theme");
const QString kLanguage = QStringLiteral("view/language");
const QString kReducedMotion = QStringLiteral("view/reducedMotion");
const QString kCharts = QStringLiteral("view/charts");
const QString kFolder = QStringLiteral("files/lastFolder");
const QString kGeometry = QStringLiteral("window/geometry");

QString nameOf(ThemeChoice theme)
{
    switch (theme) {
    case ThemeChoice::Dark: return QStringLiteral("dark");
    case ThemeChoice::Projector: return QStringLiteral("projector");
    case ThemeChoice::Light: break;
    }
    return QStringLiteral("light");
}

QString nameOf(LanguageChoice language)
{
    switch (language) {
    case LanguageChoice::English: return QStringLiteral("en");
    case LanguageChoice::Japanese: return QStringLiteral("ja");
    case LanguageChoice::System: break;
    }
    return {};
}

} // namespace

Settings::Settings(QObject *parent)
    : QObject(parent)
    , m_store(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("hotshard"), QStringLiteral("hotshard"))
{
}

void Settings::forget() { m_forgetful = true; }

QVariant Settings::value(const QString &key, const QVariant &otherwise) const
{
    if (const auto used = m_thisTime.constFind(key); used != m_thisTime.constEnd())
        return *used;
    return m_forgetful ? m_memory.value(key, otherwise) : m_store.value(key, otherwise);
}

void Settings::store(const QString &key, const QVariant &value)
{
    m_thisTime.remove(key);
    if (m_forgetful)
        m_memory.insert(key, value);
    else
        m_store.setValue(key, value);
}

ThemeChoice Settings::theme() const
{
    const QString name = value(kTheme).toString();
    if (name == QLatin1String("dark"))
        return ThemeChoice::Dark;
    return name == QLatin1String("projector") ? ThemeChoice::Projector : ThemeChoice::Light;
}

void Settings::setTheme(ThemeChoice theme)
{
    if (theme == this->theme())
        return;
    store(kTheme, nameOf(theme));
    emit themeChanged();
}

void Settings::useTheme(ThemeChoice theme) { use(kTheme, nameOf(theme)); }

void Settings::useLanguage(LanguageChoice language) { use(kLanguage, nameOf(language)); }

LanguageChoice Settings::language() const
{
    const QString code = value(kLanguage).toString();
    if (code == QLatin1String("en"))
        return LanguageChoice::English;
    return code == QLatin1String("ja") ? LanguageChoice::Japanese : LanguageChoice::System;
}

void Settings::setLanguage(LanguageChoice language)
{
    if (language == this->language())
        return;
    const QString before = languageCode();
    store(kLanguage, nameOf(language));
    if (languageCode() != before)
        emit languageChanged();
}

QString Settings::languageCode() const
{
    switch (language()) {
    case LanguageChoice::English: return QStringLiteral("en");
    case LanguageChoice::Japanese: return QStringLiteral("ja");
    case LanguageChoice::System: break;
    }
    return QLocale::system().language() == QLocale::Japanese ? QStringLiteral("ja") : QStringLiteral("en");
}

bool Settings::reducedMotion() const { return value(kReducedMotion, false).toBool(); }

void Settings::setReducedMotion(bool reduced)
{
    if (reduced == reducedMotion())
        return;
    store(kReducedMotion, reduced);
    emit reducedMotionChanged(reduced);
}

QStringList Settings::shownCharts() const { return value(kCharts).toStringList(); }

void Settings::setShownCharts(const QStringList &ids) { store(kCharts, ids); }

QString Settings::lastFolder() const
{
    const QString folder = value(kFolder).toString();
    return !folder.isEmpty() && QDir(folder).exists() ? folder : QDir::homePath();
}

void Settings::setLastFolder(const QString &folder) { store(kFolder, folder); }

QByteArray Settings::geometry() const { return value(kGeometry).toByteArray(); }

void Settings::setGeometry(const QByteArray &geometry) { store(kGeometry, geometry); }

} // namespace hotshard::app
