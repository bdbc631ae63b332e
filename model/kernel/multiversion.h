// One portable program, and still the vector instructions of the machine it runs on.
//
// A function marked HOTSHARD_MULTIVERSION is compiled for AVX-512, AVX2 and plain x86-64; the loader takes the
// best one that the processor has. With -ffp-contract=off and no maths library all give the same bits.
// Meant for short loops over blocks only: a call cannot be inlined.
#pragma once

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__)                          \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// The sanitizers are not yet awake when the loader makes its choice.
#define HOTSHARD_MULTIVERSION __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define HOTSHARD_MULTIVERSION
#endif
