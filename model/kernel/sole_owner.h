// May a shared chunk be written in place? Copies of a run share chunks and work in different threads.
#pragma once

#include <atomic>
#include <memory>

namespace hotshard {

/// True when nobody else holds it. Then all that others did with it, before they let it go, has happened: the
/// count alone is read without order, and a write could overtake another thread's last read.
template <class T>
[[nodiscard]] bool isSoleOwner(const std::shared_ptr<T> &held)
{
    if (held.use_count() != 1)
        return false;
#ifdef __SANITIZE_THREAD__
    const std::shared_ptr<T> acquire = held; // the sanitizer knows no fences; to drop it has the same effect
#else
    std::atomic_thread_fence(std::memory_order_acquire);
#endif
    return true;
}

} // namespace hotshard
