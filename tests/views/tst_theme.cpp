#include "views/theme/icons.h"
#include "views/theme/theme.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace hotshard::views;

namespace {

double luminance(const QColor &c)
{
    const auto channel = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void themes_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"light", "dark", "projector"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void themes()
    {
        QFETCH(QString, name);
        const Theme t = Theme::named(name);
        QCOMPARE(t.name, name);
        for (const QColor &text : {t.text, t.text2, t.text3}) {
            QVERIFY(contrast(text, t.panel) >= 4.5);
            QVERIFY(contrast(text, t.floor) >= 4.5);
        }
        QVERIFY(contrast(t.ok, t.oksoft) >= 4.5);
        QVERIFY(contrast(t.warn, t.warnsoft) >= 4.5);
        QVERIFY(contrast(t.alarm, t.alarmsoft) >= 4.5);
        QVERIFY(contrast(t.onalarm, t.alarm) >= 4.5);
        QVERIFY(contrast(t.onaccent, t.accent) >= 4.5);
        for (const QColor &key : t.keys)
            QVERIFY(contrast(key, t.card) >= 3.0);
        QCOMPARE(t.key(-1), t.others);
        QCOMPARE(t.key(8), t.others);
        QCOMPARE(t.key(2), t.keys[2]);
    }
    void unknownNameIsLight()
    {
        QCOMPARE(Theme::named(QStringLiteral("pink")).name, QStringLiteral("light"));
        QCOMPARE(Theme().window, QColor(0xEEF1F5));
    }
    void styleSheetIsComplete()
    {
        Theme t = Theme::named(QStringLiteral("dark"));
        t.uiScale = 2;
        const QString sheet = t.styleSheet();
        QVERIFY(!sheet.contains(QLatin1Char('@')));
        QVERIFY(sheet.contains(t.accent.name()));
        QVERIFY(sheet.contains(QStringLiteral("border-radius: 12px")));
        QCOMPARE(sheet.count(QLatin1Char('{')), sheet.count(QLatin1Char('}')));
    }
    void fonts()
    {
        Theme t;
        QVERIFY(t.font(Role::Age).weight() == QFont::Bold);
        QVERIFY(t.font(Role::Tick).weight() < QFont::DemiBold);
        const double plain = t.font(Role::Body).pointSizeF();
        t.uiScale = 2;
        QCOMPARE(t.font(Role::Body).pointSizeF(), plain * 2);
        const Theme beamer = Theme::named(QStringLiteral("projector"));
        QCOMPARE(beamer.font(Role::Tick).pointSizeF(), beamer.font(16, QFont::Normal).pointSizeF());
    }
    void everyIconDraws()
    {
        for (int i = 0; i < kIcons; ++i) {
            const auto which = static_cast<Icon>(i);
            const QRectF box = iconPath(which).controlPointRect();
            QVERIFY2(!box.isEmpty() || iconPath(which).elementCount() > 1, qPrintable(QString::number(i)));
            QVERIFY2(QRectF(0, 0, 16, 16).contains(iconPath(which).boundingRect()), qPrintable(QString::number(i)));
            const QImage image = icon(which, Theme()).pixmap(32, 32).toImage();
            bool ink = false;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    ink = ink || image.pixelColor(x, y).alpha() > 0;
            QVERIFY2(ink, qPrintable(QString::number(i)));
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
