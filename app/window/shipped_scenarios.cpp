#include "app/window/shipped_scenarios.h"

#include "scenario/loader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace hotshard::app {

namespace {

const QString kFirst = QStringLiteral("hot-key");

/// Installed beside the executable, or in the checkout that it was built in.
QString folder()
{
    QDir dir(QCoreApplication::applicationDirPath());
    if (dir.exists(QStringLiteral("../share/hotshard/scenarios")))
        return dir.filePath(QStringLiteral("../share/hotshard/scenarios"));
    constexpr int kLevels = 5;
    for (int i = 0; i < kLevels; ++i) {
        if (dir.exists(QStringLiteral("scenarios/") + kFirst + QStringLiteral(".json")))
            return dir.filePath(QStringLiteral("scenarios"));
        if (!dir.cdUp())
            break;
    }
#ifdef HOTSHARD_SOURCE_DIR
    return QStringLiteral(HOTSHARD_SOURCE_DIR "/scenarios");
#else
    return {};
#endif
}

} // namespace

std::vector<ShippedScenario> shippedScenarios()
{
    std::vector<ShippedScenario> found;
    if (folder().isEmpty())
        return found;
    const QDir dir(folder());
    for (const QFileInfo &info : dir.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(info.filePath());
        if (info.fileName().endsWith(QLatin1String(".schema.json")) || !file.open(QIODevice::ReadOnly))
            continue;
        const LoadResult loaded = loadScenario(file.readAll().toStdString(), info.fileName().toStdString());
        if (!loaded.spec.title.empty())
            found.push_back({info.filePath(), info.completeBaseName(), loaded.spec.title, loaded.spec.description});
    }
    std::stable_partition(found.begin(), found.end(), [](const ShippedScenario &s) { return s.name == kFirst; });
    return found;
}

QString shippedScenario(const QString &name)
{
    const QString path = folder().isEmpty() ? QString() : QDir(folder()).filePath(name + QStringLiteral(".json"));
    return QFile::exists(path) ? path : QString();
}

} // namespace hotshard::app
