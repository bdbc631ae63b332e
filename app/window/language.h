// The language of the program: translators and the default locale, switched at run time.
#pragma once

#include <QObject>
#include <QTranslator>

namespace hotshard::app {

class Language final : public QObject {
    Q_OBJECT

public:
    explicit Language(QObject *parent = nullptr);
    /// "en" or "ja". Every window gets a LanguageChange event.
    void use(const QString &code);
    [[nodiscard]] QString code() const { return m_code; }

private:
    QTranslator m_program, m_qt;
    QString m_code;
};

} // namespace hotshard::app
