#include "scenario/reference.h"

#include "components/registry.h"
#include "kernel/text.h"
#include "kernel/units.h"

#include <cmath>

namespace hotshard {

namespace {

const Text introduction{
    "# Scenario files\n"
    "\n"
    "A scenario is one JSON document in UTF-8. Comments (`//` and `/* */`) are allowed. The names in the tables are\n"
    "written as nested objects: `keys.count` is `\"keys\": {\"count\": 5}`. With the id of its component in front,\n"
    "`web.keys.count`, such a name is a path: in `timeline`, in `controls`, and on the command line\n"
    "(`--set web.rate=800/s`). This page is made from the declarations in the program.\n"
    "\n"
    "## Values\n"
    "\n"
    "- Durations have a unit: `\"50us\"`, `\"200ms\"`, `\"1.5s\"`, `\"5m\"`, `\"1h30m\"`, `\"7d\"`. Only 0 needs "
    "none.\n"
    "- Rates: `\"800/s\"`, `\"48000/min\"`, `\"1.5k/s\"`; a plain number is per second.\n"
    "- Sizes: `\"500 B\"`, `\"2 KiB\"`, `\"1 MiB\"`; KB and MB are read as KiB and MiB; a plain number is in bytes.\n"
    "- Shares: `\"30 %\"` or `0.3`.\n"
    "- Texts that people see: plain, or `{\"en\": \"...\", \"ja\": \"...\"}`.\n"
    "\n"
    "## The document\n"
    "\n"
    "| Name | Meaning |\n"
    "|---|---|\n"
    "| `hotshard` | 1, the version of the format. Required. |\n"
    "| `title`, `description` | Texts. |\n"
    "| `seed` | A whole number; the same seed gives the same run. Default 1. |\n"
    "| `duration` | Length of the run. Default `\"30m\"`. |\n"
    "| `speed` | Simulated seconds per shown second. Default 60. |\n"
    "| `components` | List of components, see below. Each has `id`, `type`, an optional `title`, and its connections. "
    "Required. |\n"
    "| `timeline` | List of `{\"at\": \"10m\", \"set\": {\"clicks.shards\": 4}, \"note\": \"...\"}`, by time. |\n"
    "| `controls` | List of paths that get a slider. |\n"
    "| `lesson` | List of steps, by time: `at` with `say`, or with `ask`, `choices`, `answer` (counted from 0) and "
    "`because`. |\n",
    "# シナリオファイル\n"
    "\n"
    "シナリオは UTF-8 の JSON 文書 1 つ。コメント (`//` と `/* */`) を書ける。表の名前は入れ子のオブジェクトで書く:\n"
    "`keys.count` は `\"keys\": {\"count\": 5}`。コンポーネントの id を前に付けた `web.keys.count` はパスで、\n"
    "`timeline`、`controls`、コマンドライン (`--set web.rate=800/s`) "
    "で使う。このページはプログラム内の宣言から作られる。\n"
    "\n"
    "## 値\n"
    "\n"
    "- 時間には単位が必要: `\"50us\"`、`\"200ms\"`、`\"1.5s\"`、`\"5m\"`、`\"1h30m\"`、`\"7d\"`。0 "
    "だけは単位なしでよい。\n"
    "- レート: `\"800/s\"`、`\"48000/min\"`、`\"1.5k/s\"`。数値だけなら毎秒。\n"
    "- サイズ: `\"500 B\"`、`\"2 KiB\"`、`\"1 MiB\"`。KB と MB は KiB と MiB として読む。数値だけならバイト。\n"
    "- 割合: `\"30 %\"` または `0.3`。\n"
    "- 画面に出るテキスト: そのまま、または `{\"en\": \"...\", \"ja\": \"...\"}`。\n"
    "\n"
    "## 文書\n"
    "\n"
    "| 名前 | 意味 |\n"
    "|---|---|\n"
    "| `hotshard` | 1 (形式のバージョン)。必須。 |\n"
    "| `title`、`description` | テキスト。 |\n"
    "| `seed` | 整数。同じシードなら同じ結果になる。既定値 1。 |\n"
    "| `duration` | 実行の長さ。既定値 `\"30m\"`。 |\n"
    "| `speed` | 表示 1 秒あたりのシミュレーション秒数。既定値 60。 |\n"
    "| `components` | コンポーネントのリスト (下記)。`id`、`type`、任意の `title`、接続を持つ。必須。 |\n"
    "| `timeline` | `{\"at\": \"10m\", \"set\": {\"clicks.shards\": 4}, \"note\": \"...\"}` のリスト (時刻順)。 |\n"
    "| `controls` | スライダーを付けるパスのリスト。 |\n"
    "| `lesson` | ステップのリスト (時刻順): `at` と `say`、または `ask`、`choices`、`answer` (0 "
    "から数える)、`because`。 |\n"};

/// Markdown takes '|' for the end of a cell.
std::string cell(const std::string &text)
{
    std::string escaped;
    for (const char c : text)
        escaped += c == '|' ? "\\|" : std::string(1, c);
    return escaped;
}

std::string bound(const ParameterDecl &decl, double value)
{
    const bool whole = decl.type == ParameterType::Integer || decl.type == ParameterType::Duration
        || decl.type == ParameterType::Bytes;
    return printValue(decl,
                      whole ? ParameterValue(static_cast<std::int64_t>(std::llround(value))) : ParameterValue(value));
}

std::string allowed(const ParameterDecl &decl, std::string_view language)
{
    std::string choices;
    switch (decl.type) {
    case ParameterType::Boolean: return "`true`, `false`";
    case ParameterType::Text: return Text{"text", "テキスト"}.in(language);
    case ParameterType::TextList: return Text{"list of texts", "テキストのリスト"}.in(language);
    case ParameterType::Choice:
        for (const Choice &choice : decl.choices)
            choices += (choices.empty() ? "`" : ", `") + choice.name + "` (" + choice.title.in(language) + ")";
        return choices;
    default: return bound(decl, decl.min) + " … " + bound(decl, decl.max);
    }
}

std::string initial(const ParameterDecl &decl, std::string_view language)
{
    if (decl.required)
        return Text{"required", "必須"}.in(language);
    const std::string text = printValue(decl, decl.initial);
    return text.empty() ? Text{"empty", "空"}.in(language) : "`" + text + "`";
}

std::string parameterRow(const ParameterDecl &decl, std::string_view language)
{
    std::string meaning = decl.help.in(language);
    if (!decl.realLimitText.empty())
        meaning += " (" + decl.realLimitText.in(language) + ")";
    return "| `" + decl.name + "` | " + cell(allowed(decl, language)) + " | " + cell(initial(decl, language)) + " | "
        + (decl.live ? Text{"yes", "可"}.in(language) : "") + " | " + cell(meaning) + " |\n";
}

std::string connections(const ComponentType &type, std::string_view language)
{
    std::string text;
    for (const ComponentType &other : componentTypes())
        if (type.mayReadFrom(other.role))
            text += (text.empty() ? "`from`: `" : ", `") + other.name + "`";
    std::string targets;
    for (const ComponentType &other : componentTypes())
        if (type.mayWriteTo(other.role))
            targets += (targets.empty() ? "`to`: `" : ", `") + other.name + "`";
    if (!text.empty() && !targets.empty())
        text += "; ";
    text += targets;
    return text.empty() ? Text{"It writes to nothing.", "書き込み先はない。"}.in(language) : text;
}

std::string typeSection(const ComponentType &type, std::string_view language)
{
    std::string text = "\n## `" + type.name + "`: " + type.title.in(language) + "\n\n" + type.help.in(language) + "\n\n"
        + connections(type, language) + "\n";
    if (type.parameters.empty())
        return text;
    text +=
        Text{"\n| Name | Values | Default | Live | Meaning |\n", "\n| 名前 | 値 | 既定値 | 実行中の変更 | 意味 |\n"}.in(
            language)
        + "|---|---|---|---|---|\n";
    for (const ParameterDecl &decl : type.parameters)
        text += parameterRow(decl, language);
    return text;
}

} // namespace

std::string referencePage(std::string_view language)
{
    std::string page = introduction.in(language);
    for (const ComponentType &type : componentTypes())
        page += typeSection(type, language);
    return page;
}

} // namespace hotshard
