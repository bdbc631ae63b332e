// What the program remembers between two starts, typed. Kept as an INI file so that it can be read and mended.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVariantHash>

namespace hotshard::app {

enum class ThemeChoice { Light, Dark, Projector };
enum class LanguageChoice { System, English, Japanese };

/// Owned by openWindow; every setter stores at once and signals only a real change.
class Settings final : public QObject {
    Q_OBJECT

public:
    explicit Settings(QObject *parent = nullptr);

    /// From now on nothing is read from or written to the disk.
    void forget();
    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    /// From now on, until another is set; not remembered.
    void useTheme(ThemeChoice theme);
    void useLanguage(LanguageChoice language);
    [[nodiscard]] LanguageChoice language() const;
    void setLanguage(LanguageChoice language);
    /// "en" or "ja": what the choice and the system's locale come to.
    [[nodiscard]] QString languageCode() const;
    [[nodiscard]] bool reducedMotion() const;
    void setReducedMotion(bool reduced);
    /// Ids of the charts shown in the strip, in their order; empty = the default set.
    [[nodiscard]] QStringList shownCharts() const;
    void setShownCharts(const QStringList &ids);
    [[nodiscard]] QString lastFolder() const;
    void setLastFolder(const QString &folder);
    [[nodiscard]] QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);

signals:
    void themeChanged();
    void languageChanged();
    void reducedMotionChanged(bool reduced);

private:
    [[nodiscard]] QVariant value(const QString &key, const QVariant &otherwise = {}) const;
    void store(const QString &key, const QVariant &value);
    void use(const QString &key, const QVariant &value) { m_thisTime.insert(key, value); }

    QSettings m_store;
    QVariantHash m_memory;   ///< instead of m_store after forget()
    QVariantHash m_thisTime; ///< before either of them
    bool m_forgetful = false;
};

} // namespace hotshard::app
