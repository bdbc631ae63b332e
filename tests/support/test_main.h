#pragma once

#include <QCoreApplication>
#include <QRegularExpression>
#include <QtTest>

namespace hotshard::test {

/// Fails the current test function, at the place of the message, on any Qt warning. To be called in
/// the slot `init()`: Qt forgets the rule after each function. Without it ctest still fails the whole
/// test. An expected warning is declared with QTest::ignoreMessage() first. Exempt: one line that the
/// offscreen platform always prints.
inline void failOnAnyWarning()
{
    static const QRegularExpression anyButOffscreenNoise(QStringLiteral("^(?!.*propagateSizeHints)"),
                                                         QRegularExpression::DotMatchesEverythingOption);
    QTest::failOnWarning(anyButOffscreenNoise);
}

/// A file of the checkout, such as sourcePath("scenarios/hot-key.json").
inline QString sourcePath(const QString &relative) { return QStringLiteral(HOTSHARD_SOURCE_DIR "/") + relative; }

} // namespace hotshard::test

/// main() of a test without widgets.
#define HOTSHARD_TEST_MAIN(TestClass) QTEST_GUILESS_MAIN(TestClass)
