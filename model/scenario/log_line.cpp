#include "scenario/log_line.h"

#include <algorithm>
#include <cstddef>

namespace hotshard {

namespace {

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Cuts the text up to the next space off the front of `rest`, and that space.
std::string_view word(std::string_view &rest)
{
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view text = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return text;
}

/// Cuts a quoted field off the front of `rest`; false when there is none or it does not end.
bool quoted(std::string_view &rest, std::string_view &text)
{
    if (!rest.starts_with('"'))
        return false;
    std::size_t end = 0;
    for (;;) {
        end = rest.find('"', end + 1);
        if (end == std::string_view::npos)
            return false;
        std::size_t backslashes = 0;
        while (rest[end - 1 - backslashes] == '\\')
            ++backslashes;
        if (backslashes % 2 == 0)
            break;
    }
    text = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    if (rest.starts_with(' '))
        rest.remove_prefix(1);
    return true;
}

/// `host ident user ` in front of the time; a user may contain spaces.
bool parseWho(std::string_view who, LogLine &parts)
{
    std::string_view rest = who;
    std::string_view first = word(rest);
    std::string_view second = word(rest);
    // A virtual host comes before the host: "www.example.com:80 192.0.2.1 - - ".
    if (second != "-" && rest.starts_with("- ") && rest.size() > 2) {
        first = second;
        second = word(rest);
    }
    parts.host = first;
    parts.user = rest.ends_with(' ') ? rest.substr(0, rest.size() - 1) : rest;
    return !first.empty() && !second.empty() && !parts.user.empty();
}

void parseRequest(std::string_view request, LogLine &parts)
{
    parts.method = word(request);
    // A path may contain raw spaces; the protocol is what follows the last one.
    const std::size_t last = request.rfind(' ');
    if (last != std::string_view::npos && request.substr(last + 1).starts_with("HTTP/"))
        request = request.substr(0, last);
    else if (request.starts_with("HTTP/"))
        request = {};
    parts.path = request.substr(0, request.find('?'));
}

} // namespace

const char *parseLogLine(std::string_view line, LogLine &parts)
{
    parts = {};
    const std::size_t open = line.find('[');
    if (open == std::string_view::npos || open == 0)
        return "no [time] in it";
    if (!parseWho(line.substr(0, open), parts))
        return "no host, identity and user before the time";
    const std::size_t close = line.find(']', open);
    if (close == std::string_view::npos)
        return "the [time] does not end";
    parts.time = line.substr(open + 1, close - open - 1);
    std::string_view rest = line.substr(close + 1);
    if (rest.starts_with(' '))
        rest.remove_prefix(1);
    std::string_view request;
    if (!quoted(rest, request))
        return "no \"request\" in quotes after the time";
    parseRequest(request, parts);
    parts.status = word(rest);
    if (parts.status.size() != 3 || !allDigits(parts.status))
        return "no status of three digits after the request";
    parts.bytes = word(rest);
    if (parts.bytes != "-" && !allDigits(parts.bytes))
        return "no number of bytes after the status";
    if (rest.empty())
        return nullptr;
    if (!rest.starts_with('"'))
        return nullptr; // further fields of a format of one's own
    if (!quoted(rest, parts.referrer))
        return "the referrer does not end";
    if (rest.starts_with('"') && !quoted(rest, parts.agent))
        return "the agent does not end";
    return nullptr;
}

} // namespace hotshard
