// English and Japanese: switched while the program runs; nothing left untranslated.
#include "gui/window_fixture.h"

#include "app/window/actions.h"
#include "app/window/screenshot.h"
#include "app/window/tool_strip.h"
#include "app/window/window_layout.h"
#include "views/charts/chart_card.h"
#include "views/charts/chart_row.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QXmlStreamReader>

using namespace hotshard;
using hotshard::app::ActionId;
using hotshard::test::WindowFixture;

namespace {

bool isJapanese(const QString &text)
{
    static const QRegularExpression japanese(QStringLiteral("[\\x{3040}-\\x{30ff}\\x{4e00}-\\x{9fff}]"));
    return text.contains(japanese);
}

} // namespace

class TestLanguage final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void switchesAndSwitchesBack();
    void whatTheCommandLineSaysCountsOnce();
    void everyButtonIsTranslated();
    void nothingIsUnfinished();
    void placeholdersAreKept();
};

void TestLanguage::switchesAndSwitchesBack()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    const QString title = f.window->windowTitle(), chart = f.window->panels().charts->card("flow")->title();
    f.window->actions()[ActionId::LanguageJapanese]->trigger();
    QTRY_VERIFY(isJapanese(f.window->windowTitle())); // windows are told by a posted event
    QVERIFY(isJapanese(f.window->panels().charts->card("flow")->title()));
    QVERIFY(isJapanese(f.window->tools().playButton()->text()));
    f.window->actions()[ActionId::LanguageEnglish]->trigger();
    QTRY_COMPARE(f.window->windowTitle(), title);
    QCOMPARE(f.window->panels().charts->card("flow")->title(), chart);
    QCOMPARE(f.window->tools().playButton()->text(), QStringLiteral("Pause"));
}

void TestLanguage::whatTheCommandLineSaysCountsOnce()
{
    app::Settings settings;
    settings.forget();
    settings.setLanguage(app::LanguageChoice::English);
    settings.setTheme(app::ThemeChoice::Dark);
    cli::WindowOptions options;
    app::followOptions(settings, options); // nothing said, nothing changed
    QCOMPARE(settings.languageCode(), QStringLiteral("en"));
    QVERIFY(settings.theme() == app::ThemeChoice::Dark);
    options.language = "ja";
    options.theme = "projector";
    app::followOptions(settings, options);
    QCOMPARE(settings.languageCode(), QStringLiteral("ja"));
    QVERIFY(settings.theme() == app::ThemeChoice::Projector);
    settings.setTheme(app::ThemeChoice::Light); // what is chosen later counts more
    QVERIFY(settings.theme() == app::ThemeChoice::Light);
    settings.setLanguage(app::LanguageChoice::English);
    QCOMPARE(settings.languageCode(), QStringLiteral("en"));
}

void TestLanguage::everyButtonIsTranslated()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    f.settings.setLanguage(app::LanguageChoice::Japanese);
    QTRY_VERIFY(isJapanese(f.window->windowTitle()));
    for (const QAbstractButton *button : f.window->findChildren<QAbstractButton *>())
        if (!button->text().isEmpty() && button->text().size() > 1)
            QVERIFY2(isJapanese(button->text()), qPrintable(button->text()));
    for (int id = 0; id < app::kActions; ++id)
        if (static_cast<ActionId>(id) != ActionId::LanguageEnglish)
            QVERIFY2(isJapanese(f.window->actions()[static_cast<ActionId>(id)]->text()),
                     qPrintable(f.window->actions()[static_cast<ActionId>(id)]->text()));
}

void TestLanguage::nothingIsUnfinished()
{
    QFile file(hotshard::test::sourcePath("resources/translations/hotshard_ja.ts"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(!text.contains("type=\"unfinished\""));
    QVERIFY(!text.contains("type=\"vanished\""));
    QVERIFY(text.count("<message") > 250);
}

void TestLanguage::placeholdersAreKept()
{
    QFile file(hotshard::test::sourcePath("resources/translations/hotshard_ja.ts"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QString source;
    static const QRegularExpression placeholder(QStringLiteral("%[0-9n]"));
    const auto placeholders = [](const QString &text) {
        QStringList found;
        for (auto i = placeholder.globalMatch(text); i.hasNext();)
            found << i.next().captured();
        found.removeDuplicates();
        found.sort();
        return found;
    };
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("source"))
            source = xml.readElementText();
        else if (xml.isStartElement() && xml.name() == QLatin1String("translation"))
            QCOMPARE(placeholders(xml.readElementText()), placeholders(source));
    }
}

HOTSHARD_GUI_TEST_MAIN(TestLanguage)
#include "tst_language.moc"
