// One line of an access log in the common or combined format of Apache and Nginx.
//
//   192.0.2.1 - - [17/May/2025:20:05:03 +0200] "GET /front?q=1 HTTP/1.1" 200 2326 "https://..." "agent"
//
// The common format ends after the bytes. A virtual host in front (`www.example.com:80 192.0.2.1 - - [...`)
// is passed over. Quotes inside a field are written `\"`. What follows the agent is ignored.
// Pure function; all views point into the line.
#pragma once

#include <string_view>

namespace hotshard {

struct LogLine {
    std::string_view host, user;
    std::string_view time; ///< between the brackets
    std::string_view method;
    std::string_view path; ///< without the query string; empty when the request has none
    std::string_view status;
    std::string_view bytes;           ///< of the answer; "-" when none were sent
    std::string_view referrer, agent; ///< empty in the common format
};

/// Null when `line` was taken apart into `parts`; otherwise what is wrong with it, in a few words.
[[nodiscard]] const char *parseLogLine(std::string_view line, LogLine &parts);

} // namespace hotshard
