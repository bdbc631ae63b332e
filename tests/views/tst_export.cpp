// Charts into files: formats that other programs read, the same in every locale, whole or not at all.
#include "support/gui_test_main.h"
#include "support/sketch_charts.h"
#include "views/charts/series_chart.h"
#include "views/export/chart_export.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QLocale>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace hotshard;
using namespace hotshard::views;

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestExport final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void everyChartInEveryFormat();
    void pngHasTwiceTheSize();
    void svgIsXmlAndStaysInItsFrame();
    void csvIsTheSameInEveryLocale();
    void aFigureIsLightWhateverTheTheme();
    void whatCannotBeWrittenIsSaidAndLeavesNothing();
};

void TestExport::everyChartInEveryFormat()
{
    const QTemporaryDir dir;
    const ExportResult result =
        exportCharts(*sketch::hotKeyWithCharts(), sketch::outline(), dir.filePath("charts"), Theme());
    QVERIFY2(result.errors.isEmpty(), qPrintable(result.errors.join('\n')));
    QCOMPARE(result.files.size(), 6 * 4);
    for (const QString &path : result.files) {
        const QByteArray bytes = read(path);
        QVERIFY2(bytes.size() > 60, qPrintable(path));
        if (path.endsWith(".pdf"))
            QVERIFY(bytes.startsWith("%PDF"));
    }
}

void TestExport::pngHasTwiceTheSize()
{
    const QTemporaryDir dir;
    (void)exportCharts(*sketch::hotKeyWithCharts(), sketch::outline(), dir.path(), Theme());
    const QImage image(dir.filePath("iterator-age.png"));
    QCOMPARE(image.size(), QSize(1800, 840));
    bool hot = false; // the line of the hot lane is there, in its colour
    for (int y = 0; y < image.height() && !hot; ++y)
        for (int x = 1200; x < image.width() && !hot; ++x)
            hot = image.pixelColor(x, y) == Theme().keys[0];
    QVERIFY(hot);
}

void TestExport::svgIsXmlAndStaysInItsFrame()
{
    const QTemporaryDir dir;
    (void)exportCharts(*sketch::hotKeyWithCharts(), sketch::outline(), dir.path(), Theme());
    QXmlStreamReader xml(read(dir.filePath("flow.svg")));
    bool root = false;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("svg")) {
            root = true;
            QCOMPARE(xml.attributes().value("viewBox").toString(), QStringLiteral("0 0 900 420"));
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(root);
}

void TestExport::csvIsTheSameInEveryLocale()
{
    const QLocale before;
    SeriesChart card(SeriesKind::IteratorAge);
    const SnapshotPtr snapshot = sketch::hotKeyWithCharts();
    const ChangeNames names(sketch::outline());
    card.refresh({*snapshot, names, {0, 751}, 0});
    const QByteArray english = chartCsv(card);
    QLocale::setDefault(QLocale(QLocale::German));
    const QByteArray german = chartCsv(card);
    QLocale::setDefault(before);
    QCOMPARE(german, english);
    QVERIFY(english.startsWith("time_s,shard_2,shard_3,shard_4,shard_5\n0,1,1,1,1\n"));
    QCOMPARE(english.count('\n'), 1 + static_cast<int>(snapshot->charts.iteratorAge.times.size()));
}

void TestExport::aFigureIsLightWhateverTheTheme()
{
    SeriesChart card(SeriesKind::IteratorAge);
    card.resize(600, 258);
    card.setTheme(Theme::named("dark"));
    const SnapshotPtr snapshot = sketch::hotKeyWithCharts();
    const ChangeNames names;
    card.refresh({*snapshot, names, {0, 751}, 0});
    const QImage figure = chartFigure(card, QStringLiteral("seed 42"));
    QCOMPARE(figure.size(), QSize(1600, 900));
    QCOMPARE(figure.pixelColor(4, 890), Theme().panel);
    QCOMPARE(card.theme().name, QStringLiteral("dark")); // the screen has its own look again
    QCOMPARE(card.size(), QSize(600, 258));
}

void TestExport::whatCannotBeWrittenIsSaidAndLeavesNothing()
{
    SeriesChart card(SeriesKind::Flow);
    card.resize(600, 258);
    const QTemporaryDir dir;
    const QString error = saveChart(card, ExportFormat::Png, dir.filePath("no/such/folder/chart.png"));
    QVERIFY(error.contains("chart.png"));
    QVERIFY(QDir(dir.path()).isEmpty());
    QFile blocker(dir.filePath("taken"));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    const ExportResult result =
        exportCharts(*sketch::hotKeyWithCharts(), sketch::outline(), dir.filePath("taken/charts"), Theme());
    QVERIFY(result.files.isEmpty());
    QCOMPARE(result.errors.size(), 1);
}

HOTSHARD_GUI_TEST_MAIN(TestExport)
#include "tst_export.moc"
