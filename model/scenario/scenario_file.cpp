#include "scenario/scenario_file.h"

#include "components/parameters.h"
#include "components/registry.h"
#include "scenario/json_document.h"
#include "scenario/log_scenario.h"
#include "scenario/traffic_import.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace hotshard {

namespace {

/// A scenario document is text; nobody writes one of this size.
constexpr std::uintmax_t largestDocument = 16u << 20;

LoadResult failed(const std::filesystem::path &path, std::string problem, std::string expected)
{
    LoadResult result;
    result.issues.push_back({path.string(), 0, {}, std::move(problem), std::move(expected), {}});
    return result;
}

/// What decides between a document and a log lies within this many bytes; a line of a log is no longer.
constexpr std::size_t headSize = 1u << 20;

std::string headOf(const std::filesystem::path &path)
{
    std::ifstream in(path, std::ios::binary);
    std::string head(headSize, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    if (head.starts_with("\xef\xbb\xbf"))
        head.erase(0, 3);
    return head;
}

/// The first object of a text, as far as its braces and strings tell.
struct FirstObject {
    std::size_t end = std::string_view::npos; ///< behind its last brace; npos when that is not in the text
    bool saysHotshard = false;                ///< has the member that every scenario has
};

/// Behind the string or the comment that begins at `i`; `i` when there is none.
std::size_t pastQuoted(std::string_view text, std::size_t i)
{
    const auto behind = [&](std::string_view last) {
        const std::size_t found = text.find(last, i + 2);
        return found == std::string_view::npos ? text.size() : found + last.size();
    };
    if (text.substr(i, 2) == "//")
        return behind("\n");
    if (text.substr(i, 2) == "/*")
        return behind("*/");
    if (text[i] != '"')
        return i;
    for (++i; i < text.size() && text[i] != '"'; ++i)
        if (text[i] == '\\')
            ++i;
    return std::min(i + 1, text.size());
}

FirstObject firstObject(std::string_view text)
{
    FirstObject object;
    int depth = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t past = pastQuoted(text, i);
        if (past > i) {
            if (depth == 1 && text.substr(i, past - i) == "\"hotshard\"") {
                const std::size_t next = text.find_first_not_of(" \t\r\n", past);
                object.saysHotshard |= next != std::string_view::npos && text[next] == ':';
            }
            i = past;
            continue;
        }
        depth += text[i] == '{' || text[i] == '[' ? 1 : text[i] == '}' || text[i] == ']' ? -1 : 0;
        ++i;
        if (depth == 0) {
            object.end = i;
            return object;
        }
    }
    return object;
}

/// A scenario is one JSON object, which may be broken; JSON Lines has a whole object on its first line and goes
/// on with another. A single object on a single line is what the file's name says.
bool looksLikeScenario(const std::filesystem::path &path)
{
    const std::string head = headOf(path);
    const bool namedJson = path.extension() == ".json";
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || head[first] == '/') // a comment before the document
        return namedJson;
    if (head[first] != '{')
        return namedJson && head[first] != '[';
    if (path.extension() == ".jsonl" || path.extension() == ".ndjson")
        return false;
    const std::string_view text = std::string_view(head).substr(first);
    const FirstObject object = firstObject(text);
    const std::string_view whole = text.substr(0, object.end);
    if (object.saysHotshard || object.end == std::string_view::npos || whole.find('\n') != std::string_view::npos)
        return true;
    const std::size_t next = text.find_first_not_of(" \t\r\n", object.end);
    const bool another = next != std::string_view::npos && text[next] == '{';
    return namedJson && !another;
}

bool staysBeside(const std::filesystem::path &file)
{
    return !file.empty() && file.is_relative()
        && std::none_of(file.begin(), file.end(), [](const auto &part) { return part == ".."; });
}

ImportOptions importOptions(const Parameters &parameters, const LoadProgress &progress)
{
    return {.format = parameters.text("format"),
            .key = parameters.text("key"),
            .time = parameters.text("time"),
            .size = parameters.text("size"),
            .value = parameters.text("value_field"),
            .progress = progress};
}

/// \param text the document, which is read again for the line when something is wrong.
void loadTraffic(LoadResult &result, std::size_t index, const std::filesystem::path &path, const std::string &text,
                 const LoadProgress &progress)
{
    const ComponentSpec &component = result.spec.components[index];
    const Parameters parameters(*findComponentType(component.type), component.parameters);
    const std::filesystem::path file(parameters.text("file"));
    const std::string pointer = "/components/" + std::to_string(index) + "/file";
    const auto line = [&] { return lineOf(readJson(text).root, pointer); };
    if (!staysBeside(file)) {
        result.issues.push_back({path.string(),
                                 line(),
                                 pointer,
                                 "the file \"" + file.string() + "\" lies elsewhere",
                                 "a file beside the scenario, without \"..\"",
                                 {}});
        return;
    }
    ImportResult imported = importTraffic(path.parent_path() / file, importOptions(parameters, progress));
    if (imported.traffic) {
        result.spec.traffic[component.id] = std::move(imported.traffic);
        return;
    }
    if (imported.cancelled)
        result.issues.push_back({path.string(), line(), pointer, "reading was cancelled", {}, {}});
    else
        result.issues.push_back(
            {path.string(), line(), pointer, "the file \"" + file.string() + "\" cannot be played", {}, {}});
    result.issues.insert(result.issues.end(), imported.issues.begin(), imported.issues.end());
}

LoadResult loadLog(const std::filesystem::path &path, const LoadProgress &progress, const LogOptions &log)
{
    ImportOptions options;
    options.key = log.key;
    options.progress = progress;
    ImportResult imported = importTraffic(path, options);
    LoadResult result;
    if (imported.traffic)
        result.spec = scenarioForLog(std::move(imported.traffic), path.filename().string(), options.key);
    else if (imported.cancelled)
        return failed(path, "reading was cancelled", {});
    else
        result.issues = std::move(imported.issues);
    return result;
}

} // namespace

bool isScenarioFile(const std::filesystem::path &path)
{
    std::error_code error;
    return std::filesystem::is_regular_file(path, error) && looksLikeScenario(path);
}

LoadResult loadScenarioFile(const std::filesystem::path &path, const LoadProgress &progress, const LogOptions &log)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        return failed(path, "no such file", "a scenario file, or a log to play");
    if (!std::filesystem::is_regular_file(status))
        return failed(path, "not a file", "a scenario file, or a log to play");
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return failed(path, "cannot be opened", "a file that may be read");
    if (!looksLikeScenario(path))
        return loadLog(path, progress, log);
    if (std::filesystem::file_size(path, error) > largestDocument)
        return failed(path, "larger than 16 MiB", "a scenario document");
    std::ostringstream text;
    text << in.rdbuf();
    const std::string document = text.str();
    LoadResult result = loadScenario(document, path.string());
    if (!result.issues.empty())
        return result;
    for (std::size_t i = 0; i < result.spec.components.size(); ++i)
        if (result.spec.components[i].type == "replay")
            loadTraffic(result, i, path, document, progress);
    return result;
}

} // namespace hotshard
