// Names, numbers and suffixes of partition keys, and the hashes beside them.
#include "routing/key_table.h"

#include <QtTest>

using namespace hotshard;

class TestKeyTable : public QObject {
    Q_OBJECT

private slots:
    void namesThenNumbers()
    {
        KeyTableSpec spec;
        spec.names = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"/", "/news"});
        spec.prefix = "/page/";
        spec.count = 4;
        const auto table = KeyTable::build(spec);
        QCOMPARE(table->size(), std::uint64_t{4});
        QCOMPARE(table->text(0), std::string("/"));
        QCOMPARE(table->text(1), std::string("/news"));
        QCOMPARE(table->text(2), std::string("/page/3"));
        QCOMPARE(table->text(3), std::string("/page/4"));
        for (std::uint64_t i = 0; i < table->size(); ++i)
            QVERIFY(table->hash(i) == HashKey::ofPartitionKey(table->text(i)));
    }

    void saltsAreSuffixes()
    {
        KeyTableSpec spec;
        spec.count = 3;
        spec.salts = 4;
        const auto table = KeyTable::build(spec);
        QCOMPARE(table->size(), std::uint64_t{12});
        QCOMPARE(table->indexOf(KeyId{2}, 1), std::uint64_t{9});
        QCOMPARE(table->text(9), std::string("key-3#1"));
        QCOMPARE(table->keyName(KeyId{2}), std::string("key-3"));
        QCOMPARE(table->keyOf(9), KeyId{2});
        QVERIFY(table->hash(9) == HashKey::ofPartitionKey("key-3#1"));
    }

    void emptyAndUnsalted()
    {
        KeyTableSpec spec;
        spec.salts = 0; // taken as 1
        QCOMPARE(KeyTable::build(spec)->size(), std::uint64_t{0});
        spec.count = 1;
        QCOMPARE(KeyTable::build(spec)->text(0), std::string("key-1"));
    }

    void hashesBeyondTheKeptOnesAreTheSame()
    {
        KeyTableSpec spec;
        spec.count = 10;
        spec.salts = 3;
        const auto table = KeyTable::build(spec, 7);
        for (std::uint64_t i = 0; i < table->size(); ++i)
            QVERIFY(table->hash(i) == HashKey::ofPartitionKey(table->text(i)));
    }
};

QTEST_APPLESS_MAIN(TestKeyTable)
#include "tst_key_table.moc"
