// A programmer's mistake stops loudly, in every build; a user's mistake is an Issue and never gets here.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace hotshard {

[[noreturn]] inline void failedRequirement(const char *what, const char *file, int line)
{
    std::fprintf(stderr, "%s:%d: requirement broken: %s\n", file, line, what);
    std::abort();
}

} // namespace hotshard

#define HOTSHARD_REQUIRE(condition, what)                                                                              \
    (static_cast<bool>(condition) ? void(0) : ::hotshard::failedRequirement(what, __FILE__, __LINE__))
