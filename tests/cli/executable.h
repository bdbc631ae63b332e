// The real executable, started as a user starts it.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace hotshard::test {

struct Outcome {
    int code = -1; ///< -1: it crashed or did not end
    QString out, err;
};

/// Runs `hotshard args...` to its end in `folder`, with `input` as standard input.
inline Outcome launch(const QStringList &args, const QByteArray &input = {},
                      const QString &folder = HOTSHARD_SOURCE_DIR)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral(HOTSHARD_EXECUTABLE), args);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(100'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

/// The JSON object that a text is; empty when it is none.
inline QJsonObject jsonObject(const QString &text) { return QJsonDocument::fromJson(text.toUtf8()).object(); }

} // namespace hotshard::test
