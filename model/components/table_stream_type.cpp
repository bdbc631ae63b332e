// Declaration of the table with a stream. Limits: DynamoDB developer guide and API reference, see table_stream.h.
#include "components/declarations.h"
#include "components/declare.h"

namespace hotshard {

using namespace declare;

ComponentType tableStreamType()
{
    return {
        "dynamodb_table",
        Role::Stream,
        {"Table with a stream", "ストリーム付きテーブル"},
        {"A DynamoDB table whose item changes are read by functions: a shard for each partition, kept for 24 hours.",
         "項目の変更を関数が読む DynamoDB テーブル。パーティションごとに 1 シャード、24 時間保持。"},
        {
            integer("partitions", 1)
                .between(1, 10'000)
                .logarithmic()
                .unit("partitions")
                .title("Partitions", "パーティション数")
                .help("Parts of the table; the hash of an item's key decides. DynamoDB itself chooses how many.",
                      "テーブルの分割数。項目のキーのハッシュで決まる。数は DynamoDB 自身が選ぶ。"),
            integer("limits.write_units", 1000)
                .between(1, 1'000'000)
                .logarithmic()
                .unit("units")
                .realLimit(1000, "limit 1,000 /s a partition", "上限 1 パーティション 1,000 /s")
                .title("Write units", "書込みユニット")
                .help("Write units each second that one partition accepts; a write takes one for each KiB begun.",
                      "1 パーティションが毎秒受け付ける書込みユニット。1 回の書込みは 1 KiB ごとに 1 ユニット。"),
        }};
}

} // namespace hotshard
