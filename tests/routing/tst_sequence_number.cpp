#include "routing/sequence_number.h"

#include "support/test_main.h"

#include <random>

using namespace hotshard;

namespace {

/// The same layout written the slow and obvious way: hexadecimal text, read digit by digit into a decimal text.
std::string slowly(const SequenceNumber &number)
{
    const auto hex = [](std::uint64_t value, int width) {
        return QString::number(value, 16).rightJustified(width, QLatin1Char('0')).right(width);
    };
    const QString digits = QStringLiteral("2") + hex(static_cast<std::uint64_t>(number.shardCreated), 9)
        + hex(number.shard & 15U, 1) + hex(number.index, 16) + QStringLiteral("00")
        + hex(static_cast<std::uint64_t>(number.recordTime), 9) + hex(number.shard, 8) + QStringLiteral("2");
    std::string decimal = "0"; // lowest digit first
    for (const QChar digit : digits) {
        int carry = QString(digit).toInt(nullptr, 16);
        for (char &c : decimal) {
            const int n = (c - '0') * 16 + carry;
            c = static_cast<char>('0' + n % 10);
            carry = n / 10;
        }
        for (; carry > 0; carry /= 10)
            decimal += static_cast<char>('0' + carry % 10);
    }
    return {decimal.rbegin(), decimal.rend()};
}

SequenceNumber drawn(std::mt19937_64 &dice)
{
    return {.shardCreated = static_cast<std::int64_t>(dice() >> 28U),
            .index = dice() >> (dice() % 64),
            .recordTime = static_cast<std::int64_t>(dice() >> 28U),
            .shard = static_cast<std::uint32_t>(dice() >> (32U + dice() % 32))};
}

} // namespace

class TestSequenceNumber : public QObject {
    Q_OBJECT

private slots:
    void agreesWithSchoolbookArithmetic()
    {
        std::mt19937_64 dice(13);
        for (int i = 0; i < 2000; ++i) {
            const SequenceNumber number = drawn(dice);
            QCOMPARE(number.toString(), slowly(number));
            QVERIFY(SequenceNumber::parse(number.toString()) == number);
        }
    }

    /// As texts of equal length, which is how consumers compare them.
    void risesWithTheIndexWhateverTheTime()
    {
        const SequenceNumber before{1'735'689'600, 41, 1'735'689'999, 3};
        const SequenceNumber after{1'735'689'600, 42, 1'735'689'600, 3};
        QCOMPARE(before.toString().size(), std::size_t{56});
        QCOMPARE(after.toString().size(), std::size_t{56});
        QVERIFY(before.toString() < after.toString());
    }

    void refusesOtherNumbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << "";
        QTest::newRow("small") << "42";
        QTest::newRow("sign") << "-49590338271490256608559692538361571095921575989136588898";
        QTest::newRow("leading zero") << "049590338271490256608559692538361571095921575989136588898";
        QTest::newRow("letters") << "4959033827149025660855969253836157109592157598913658889x";
        QTest::newRow("another version") << "49590338271490256608559692538361571095921575989136588897";
        QTest::newRow("another shard digit") << "49590338271490256608559692538361571095921575989136588882";
        QTest::newRow("too large") << "149590338271490256608559692538361571095921575989136588898";
        QTest::newRow("beyond 192 bits") << QString(64, QLatin1Char('9'));
    }
    void refusesOtherNumbers()
    {
        QFETCH(QString, text);
        QVERIFY(!SequenceNumber::parse(text.toStdString()));
    }
};

HOTSHARD_TEST_MAIN(TestSequenceNumber)
#include "tst_sequence_number.moc"
