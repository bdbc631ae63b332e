// Our MD5 against RFC 1321's own suite and against Qt's for every length up to several blocks.
#include "routing/hash_key.h"
#include "routing/md5.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace hotshard;

namespace {

QByteArray hex(std::string_view text)
{
    const Md5Digest digest = md5(text);
    QByteArray bytes;
    for (const std::uint8_t byte : digest)
        bytes.append(static_cast<char>(byte));
    return bytes.toHex();
}

} // namespace

class TestMd5 : public QObject {
    Q_OBJECT

private slots:
    void rfc1321_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("digest");
        QTest::newRow("empty") << QByteArray("") << QByteArray("d41d8cd98f00b204e9800998ecf8427e");
        QTest::newRow("a") << QByteArray("a") << QByteArray("0cc175b9c0f1b6a831c399e269772661");
        QTest::newRow("abc") << QByteArray("abc") << QByteArray("900150983cd24fb0d6963f7d28e17f72");
        QTest::newRow("message digest") << QByteArray("message digest")
                                        << QByteArray("f96b697d7cb7938d525a2f31aaf161d0");
        QTest::newRow("alphabet") << QByteArray("abcdefghijklmnopqrstuvwxyz")
                                  << QByteArray("c3fcd3d76192e4007dfb496cca67e13b");
        QTest::newRow("alphanumeric") << QByteArray("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
                                      << QByteArray("d174ab98d277d9f5a5611c2c9f419d9f");
        QTest::newRow("digits") << QByteArray("1234567890").repeated(8)
                                << QByteArray("57edf4a22be3c955ac49da2e2107b67a");
    }
    void rfc1321()
    {
        QFETCH(QByteArray, text);
        QTEST(hex({text.constData(), static_cast<std::size_t>(text.size())}), "digest");
    }

    void everyLengthAgreesWithQt()
    {
        QByteArray text;
        for (int length = 0; length <= 300; ++length) {
            const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
            QCOMPARE(hex(view), QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex());
            text.append(static_cast<char>(length * 37 + 11));
        }
    }

    void togetherAsOneByOne()
    {
        // All counts of texts, short ones and with one that needs several blocks.
        for (std::size_t n = 0; n <= md5Lanes; ++n)
            for (const std::size_t longest : {0U, 8U, 55U, 56U, 200U}) {
                std::vector<std::string> texts;
                for (std::size_t i = 0; i < n; ++i)
                    texts.push_back(std::string(i + 1 == n ? longest : i % 56, static_cast<char>('a' + i)));
                const std::vector<std::string_view> views(texts.begin(), texts.end());
                std::vector<Md5Digest> digests(n);
                md5Together(views, digests);
                for (std::size_t i = 0; i < n; ++i)
                    QCOMPARE(digests[i], md5(texts[i]));
            }
    }

    void hashKeyReadsTheDigestBigEndian()
    {
        const HashKey hot = HashKey::ofPartitionKey("hot");
        QCOMPARE(hot.high(), 0x27369b3bf4483e8dULL);
        QCOMPARE(hot.low(), 0xcfd85ba9a39a947fULL);
        QCOMPARE(hot, HashKey::fromHalves(hot.high(), hot.low()));
        QCOMPARE(hot.toString(), std::string("52123424389524434543810875721202177151"));
    }

    void decimalAndBack()
    {
        const std::string highest = "340282366920938463463374607431768211455";
        QCOMPARE(HashKey::highest().toString(), highest);
        QCOMPARE(HashKey::lowest().toString(), std::string("0"));
        QVERIFY(HashKey::parse(highest) == HashKey::highest());
        QVERIFY(HashKey::parse("0") == HashKey::lowest());
        for (const char *text : {"1", "10", "18446744073709551616", "52123424389524434543810875721202177151"})
            QCOMPARE(HashKey::parse(text)->toString(), std::string(text));
        for (const char *wrong :
             {"", "00", "01", "-1", "+1", " 1", "1 ", "0x1", "1e3", "340282366920938463463374607431768211456",
              "999999999999999999999999999999999999999", "1000000000000000000000000000000000000000"})
            QVERIFY2(!HashKey::parse(wrong), wrong);
    }

    void fractionStaysInside()
    {
        QCOMPARE(HashKey::lowest().asFraction(), 0.0);
        QCOMPARE(HashKey::fromHalves(1ULL << 63U, 0).asFraction(), 0.5);
        QVERIFY(HashKey::highest().asFraction() < 1.0);
        QVERIFY(HashKey::highest().asFraction() > 0.999999);
    }
};

QTEST_APPLESS_MAIN(TestMd5)
#include "tst_md5.moc"
