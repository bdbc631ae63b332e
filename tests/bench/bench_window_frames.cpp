// How smooth the window is: intervals between frames of the floor and the time spent painting them, with the
// engine at work. Built with the window only; run it offscreen or on a display.
#include "app/window/main_window.h"
#include "app/window/settings.h"
#include "app/window/window_layout.h"
#include "session/session.h"
#include "views/floor/floor_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

/// Counts the paints of a widget by watching its events.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(QWidget *widget)
        : QObject(widget)
    {
        widget->installEventFilter(this);
    }
    std::vector<double> intervalsMs;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            if (m_since.isValid())
                intervalsMs.push_back(static_cast<double>(m_since.nsecsElapsed()) * 1e-6);
            m_since.start();
        }
        return false;
    }

private:
    QElapsedTimer m_since;
};

QByteArray scenario(int shards)
{
    return QByteArrayLiteral(R"({"hotshard": 1, "title": "frames", "duration": "24h", "components": [
 {"id": "web", "type": "producer", "to": "clicks", "rate": ")")
        + QByteArray::number(shards * 200) + QByteArrayLiteral(R"(/s", "keys": {"exponent": 1.1, "count": 10000}},
 {"id": "clicks", "type": "kinesis_stream", "shards": )")
        + QByteArray::number(shards) + QByteArrayLiteral(R"(},
 {"id": "count", "type": "lambda", "from": "clicks", "to": "minute", "latency": {"per_record": "3ms"}},
 {"id": "minute", "type": "window", "size": "1m"}], "controls": ["clicks.shards"]})");
}

void measure(int shards, double speed)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("frames.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(scenario(shards)) < 0)
        qFatal("cannot write the scenario");
    file.close();

    hotshard::app::Settings settings;
    settings.forget();
    hotshard::app::MainWindow window(settings);
    window.applyTheme();
    window.resize(1920, 1080);
    window.show();
    PaintWatch watch(window.panels().floor);
    QObject::connect(&window, &hotshard::app::MainWindow::scenarioOpened, &window, [&] {
        window.session()->setSpeed(speed);
        window.setPlaying(true);
        QTimer::singleShot(1500, &window, [&] { watch.intervalsMs.clear(); }); // warm caches, steady speed
        QTimer::singleShot(7500, &window, [] { QApplication::exit(); });
    });
    window.openFile(path);
    QApplication::exec();

    std::vector<double> &ms = watch.intervalsMs;
    std::sort(ms.begin(), ms.end());
    if (ms.empty())
        return;
    double sum = 0;
    for (const double m : ms)
        sum += m;
    const auto at = [&](double q) { return ms[static_cast<std::size_t>(q * static_cast<double>(ms.size() - 1))]; };
    std::printf("%4d shards %7.0fx  %6.1f fps  interval ms p50 %5.1f  p99 %5.1f  max %5.1f  reached %6.0fx\n", shards,
                speed, 1000.0 * static_cast<double>(ms.size()) / sum, at(0.5), at(0.99), ms.back(),
                window.session()->reachedSpeed());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    for (const int shards : {4, 256})
        for (const double speed : {1.0, 60.0, 10'000.0})
            measure(shards, speed);
}
