#pragma once

#include <QCoreApplication>
#include <QRegularExpression>
#include <QtTest>

namespace hotshard::test {

/// Makes the current test function fail on any Qt warning. Qt forgets the rule after each test
/// function, so every test class calls it in its slot `init()`. An expected warning is declared
/// with QTest::ignoreMessage() first. Exempt: one line that the offscreen platform always prints.
inline void failOnAnyWarning()
{
    static const QRegularExpression anyButOffscreenNoise(
        QStringLiteral("^(?!.*propagateSizeHints)"), QRegularExpression::DotMatchesEverythingOption);
    QTest::failOnWarning(anyButOffscreenNoise);
}

/// A file of the checkout, such as sourcePath("scenarios/hot-key.json").
inline QString sourcePath(const QString& relative)
{
    return QStringLiteral(HOTSHARD_SOURCE_DIR "/") + relative;
}

} // namespace hotshard::test

/// main() of a test without widgets; the file ends with `#include "tst_<file>.moc"` after it.
#define HOTSHARD_TEST_MAIN(TestClass) QTEST_GUILESS_MAIN(TestClass)
