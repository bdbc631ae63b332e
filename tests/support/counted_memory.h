// Bytes that a program holds, exactly: every allocation is counted. To be included by one file of a program, for it
// replaces the global operators new and delete.
#pragma once

#include <malloc.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace hotshard::test {

inline std::atomic<std::size_t> heldBytes{0};

[[nodiscard]] inline void *countedAllocation(std::size_t size, std::size_t alignment)
{
    void *block = std::aligned_alloc(alignment, (size + alignment) / alignment * alignment);
    if (!block)
        throw std::bad_alloc();
    heldBytes += malloc_usable_size(block);
    return block;
}

inline void countedFree(void *block)
{
    if (block)
        heldBytes -= malloc_usable_size(block);
    std::free(block);
}

} // namespace hotshard::test

// The array forms too: a sanitizer has forms of its own that would not come here.
void *operator new(std::size_t size)
{
    return hotshard::test::countedAllocation(size, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void *operator new[](std::size_t size)
{
    return hotshard::test::countedAllocation(size, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void *operator new(std::size_t size, std::align_val_t alignment)
{
    return hotshard::test::countedAllocation(size, static_cast<std::size_t>(alignment));
}
void *operator new[](std::size_t size, std::align_val_t alignment)
{
    return hotshard::test::countedAllocation(size, static_cast<std::size_t>(alignment));
}
void operator delete(void *block) noexcept { hotshard::test::countedFree(block); }
void operator delete[](void *block) noexcept { hotshard::test::countedFree(block); }
void operator delete(void *block, std::size_t) noexcept { hotshard::test::countedFree(block); }
void operator delete[](void *block, std::size_t) noexcept { hotshard::test::countedFree(block); }
void operator delete(void *block, std::align_val_t) noexcept { hotshard::test::countedFree(block); }
void operator delete[](void *block, std::align_val_t) noexcept { hotshard::test::countedFree(block); }
void operator delete(void *block, std::size_t, std::align_val_t) noexcept { hotshard::test::countedFree(block); }
void operator delete[](void *block, std::size_t, std::align_val_t) noexcept { hotshard::test::countedFree(block); }
