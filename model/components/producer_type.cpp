// Declarations of the two sources: what a producer makes, and what a replay plays.
#include "components/client_settings.h"
#include "components/declarations.h"
#include "components/declare.h"

namespace hotshard {

using namespace declare;

namespace {

ParameterDecl partitionKey()
{
    return choice("partition_key", "natural")
        .choice("natural", "the key itself", "キーそのまま")
        .choice("salted", "key with a salt", "キーに接尾辞")
        .choice("random", "random", "ランダム")
        .choice("constant", "one key for all", "すべて同じキー")
        .choice("explicit_hash", "explicit hash key", "明示的なハッシュキー")
        .title("Partition key", "パーティションキー")
        .help(
            "What the producer writes as partition key: its MD5 chooses the shard, unless there is an explicit hash "
            "key.",
            "プロデューサーが書き込むパーティションキー。明示的なハッシュキーがなければ、その MD5 でシャードが決まる。")
        .live();
}

ParameterDecl explicitHashKey()
{
    return text("explicit_hash_key", "")
        .title("Explicit hash key", "明示的なハッシュキー")
        .help(
            "With partition key \"explicit_hash\": a number below 2^128 that chooses the shard of every record; empty "
            "draws one for each record. The partition key stays the key.",
            "パーティションキーが「explicit_hash」のとき、全レコードのシャードを決める 2^128 未満の数。"
            "空ならレコードごとにランダム。パーティションキー自体は変わらない。");
}

/// The parameters that both sources have.
std::vector<ParameterDecl> withWriting(std::vector<ParameterDecl> own)
{
    for (const ParameterDecl &decl : clientParameters())
        own.push_back(decl);
    return own;
}

ParameterDecl salts()
{
    return integer("salts", 16)
        .between(2, 256)
        .logarithmic()
        .live()
        .unit("suffixes")
        .title("Salts", "接尾辞の数")
        .help("How many suffixes a salted partition key is spread over; order per key is lost.",
              "接尾辞を付けたキーを何通りに分けるか。キーごとの順序は失われる。");
}

ParameterDecl attempts()
{
    return integer("retries.attempts", 3)
        .between(1, 20)
        .live()
        .unit("attempts")
        .title("Write attempts", "書込みの試行回数")
        .help("How often a rejected record is tried in all; after that it is lost and counted.",
              "拒否されたレコードを合計何回まで書き込むか。その後は失われ、数えられる。");
}

ParameterDecl retryDelay()
{
    return duration("retries.delay", Duration::seconds(1))
        .between(Duration::milliseconds(1), Duration::seconds(20))
        .logarithmic()
        .live()
        .title("Retry delay", "再試行の間隔")
        .help("Base of the back-off: the i-th retry waits a random part of delay x 2^i, 20 s at most.",
              "再試行の待ち時間の基準。i 回目は 遅延 x 2^i (最大 20 秒) の範囲でランダムに待つ。");
}

} // namespace

ComponentType producerType()
{
    return {"producer",
            Role::Source,
            {"Producer", "プロデューサー"},
            {"Makes records at a rate, with keys from a population, and writes them to a stream.",
             "一定のレートでレコードを作り、キーの集団からキーを選んでストリームに書き込む。"},
            withWriting({
                rate("rate", 800)
                    .between(0, 10'000'000)
                    .logarithmic()
                    .live()
                    .unit("records")
                    .title("Rate", "レート")
                    .help("Records made each second.", "1 秒あたりに作るレコード数。"),
                choice("arrivals", "poisson")
                    .choice("poisson", "random (Poisson)", "ランダム (ポアソン)")
                    .choice("constant", "evenly spaced", "等間隔")
                    .title("Arrivals", "到着")
                    .help("How records follow each other in time.", "レコードの到着間隔。"),
                duration("burst.every", Duration{0})
                    .between(Duration{0}, Duration::hours(24))
                    .live()
                    .title("Burst every", "バーストの間隔")
                    .help("Records come in bursts, as from devices that report by the clock; 0: they do not. The rate "
                          "stays the mean.",
                          "時計に合わせて報告する機器のように、まとめて到着する間隔。0 "
                          "ならまとまらない。平均のレートは変わらない。"),
                duration("burst.length", Duration::seconds(1))
                    .between(Duration::milliseconds(1), Duration::hours(1))
                    .live()
                    .title("Burst length", "バーストの長さ")
                    .help("How long a burst lasts.", "1 回のバーストが続く時間。"),
                choice("keys.distribution", "zipf")
                    .choice("zipf", "Zipf", "Zipf")
                    .choice("uniform", "uniform", "一様")
                    .choice("hot", "one hot key", "1 つのホットキー")
                    .title("Key distribution", "キーの分布")
                    .help("How traffic is divided among the keys.", "キーごとのトラフィックの配分。"),
                integer("keys.count", 10'000)
                    .between(1, 10'000'000)
                    .logarithmic()
                    .unit("keys")
                    .title("Keys", "キーの数")
                    .help("Size of the key population; a few for devices, many for users.",
                          "キーの総数。デバイスなら少数、ユーザーなら多数。"),
                number("keys.exponent", 1.1)
                    .between(0, 3)
                    .step(0.05)
                    .live()
                    .title("Key skew (Zipf)", "キーの偏り (Zipf)")
                    .help("Exponent of the Zipf distribution: 0 is uniform, 1.3 is a strong front page.",
                          "Zipf 分布の指数。0 は一様、1.3 は強い偏り。"),
                share("keys.hot_share", 0.3)
                    .live()
                    .title("Share of the hot key", "ホットキーの割合")
                    .help("Share of all records that have the hot key, with the distribution \"hot\".",
                          "分布「hot」でホットキーが占める割合。"),
                text("keys.prefix", "key-")
                    .title("Key prefix", "キーの接頭辞")
                    .help("Keys without a name of their own are called prefix and number.",
                          "名前のないキーは接頭辞と番号で呼ばれる。"),
                textList("keys.names")
                    .title("Key names", "キーの名前")
                    .help("Names of the most frequent keys, hottest first.", "頻度の高い順のキー名。"),
                partitionKey(),
                salts(),
                explicitHashKey(),
                bytes("record_size", 500)
                    .between(1, 10.0 * 1024 * 1024)
                    .logarithmic()
                    .live()
                    .realLimit(1024.0 * 1024, "limit 1 MiB a record", "上限 1 レコード 1 MiB")
                    .title("Record size", "レコードサイズ")
                    .help("Size of data and partition key together.", "データとパーティションキーの合計サイズ。"),
                number("value", 1)
                    .between(-1e12, 1e12)
                    .title("Value", "値")
                    .help("The number that each record carries, for sums.", "各レコードが持つ値 (合計に使う)。"),
                share("bad_records", 0)
                    .live()
                    .title("Poison records", "不良レコード")
                    .help("Share of records on which the function always fails.", "関数が必ず失敗するレコードの割合。"),
                attempts(),
                retryDelay(),
            })};
}

ComponentType replayType()
{
    return {
        "replay",
        Role::Source,
        {"Replay", "リプレイ"},
        {"Plays the records of a real file: an access log, a CSV with a header, or JSON Lines.",
         "実際のファイル (アクセスログ、ヘッダー付き CSV、JSON Lines) のレコードを再生する。"},
        withWriting({
            text("file", "")
                .required()
                .title("File", "ファイル")
                .help("The file to play, beside the scenario.", "再生するファイル (シナリオと同じ場所)。"),
            choice("format", "auto")
                .choice("auto", "by its content", "内容から判断")
                .choice("combined", "access log", "アクセスログ")
                .choice("csv", "CSV with header", "ヘッダー付き CSV")
                .choice("jsonl", "JSON Lines", "JSON Lines")
                .title("Format", "形式")
                .help("What the file is; auto looks at its first lines.",
                      "ファイルの形式。auto は先頭の行から判断する。"),
            text("key", "path")
                .title("Key field", "キーにする項目")
                .help("The field used as key: path, host, status, method, agent, referrer, or a column's name.",
                      "キーに使う項目: path, host, status, method, agent, referrer または列名。"),
            text("time", "")
                .title("Time field", "時刻の項目")
                .help("The column with the time; empty finds it.", "時刻の列。空なら自動で探す。"),
            text("size", "")
                .title("Size field", "サイズの項目")
                .help("The column with the size in bytes; empty finds it or takes the line's length.",
                      "バイト数の列。空なら自動で探すか、行の長さを使う。"),
            text("value_field", "")
                .title("Value field", "値の項目")
                .help("The column with the number to aggregate; empty counts every record as 1.",
                      "集計する数値の列。空なら 1 件を 1 と数える。"),
            choice("pace", "scaled")
                .choice("original", "as recorded", "記録のまま")
                .choice("scaled", "faster or slower", "倍率")
                .choice("fixed", "fixed rate", "一定レート")
                .title("Pace", "再生の速さ")
                .help("Keeps the recorded gaps, scales them, or plays at a fixed rate.",
                      "記録された間隔のまま、倍率をかける、または一定レートで再生する。"),
            number("scale", 1)
                .between(0.001, 1'000'000)
                .logarithmic()
                .live()
                .title("Pace factor", "倍率")
                .help("With pace \"scaled\": how many times as fast as recorded.",
                      "pace が「scaled」のとき、記録の何倍の速さか。"),
            rate("rate", 100)
                .between(0, 10'000'000)
                .logarithmic()
                .live()
                .unit("records")
                .title("Rate", "レート")
                .help("With pace \"fixed\": records each second.", "pace が「fixed」のときの毎秒のレコード数。"),
            boolean("repeat", false)
                .title("Repeat", "繰り返し")
                .help("Starts again from the first record when the file ends.", "ファイルの終わりで最初から繰り返す。"),
            partitionKey(),
            salts(),
            explicitHashKey(),
            attempts(),
            retryDelay(),
        })};
}

} // namespace hotshard
