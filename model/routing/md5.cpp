#include "routing/md5.h"

#include "kernel/multiversion.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

namespace hotshard {

namespace {

/// One number of the algorithm: a word, or the same word of several texts side by side.
using Lanes [[gnu::vector_size(md5Lanes * sizeof(std::uint32_t))]] = std::uint32_t;
template <class Word>
using State = std::array<Word, 4>;
template <class Word>
using Words = std::array<Word, 16>;

constexpr std::size_t blockBytes = 64;

// floor(2^32 * |sin(i + 1)|), RFC 1321 section 3.4.
constexpr std::array<std::uint32_t, 64> sines = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

constexpr std::array<int, 16> shifts = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};

/// Which word of the block step i uses.
constexpr std::size_t wordOf(std::size_t i)
{
    constexpr std::array<std::size_t, 4> factor = {1, 5, 3, 7};
    constexpr std::array<std::size_t, 4> offset = {0, 1, 5, 0};
    return (factor[i / 16] * i + offset[i / 16]) % 16;
}

/// One of the 64 steps. A template, so that every index is a constant and the state stays in registers; always
/// inline, so that it is compiled for the instructions of its caller.
template <std::size_t I, class Word>
[[gnu::always_inline]] inline void step(State<Word> &s, const Words<Word> &m)
{
    Word &a = s[(64 - I) % 4];
    const Word &b = s[(65 - I) % 4];
    const Word &c = s[(66 - I) % 4];
    const Word &d = s[(67 - I) % 4];
    constexpr int left = shifts[I / 16 * 4 + I % 4];
    if constexpr (I < 16)
        a += d ^ (b & (c ^ d));
    else if constexpr (I < 32)
        a += c ^ (d & (b ^ c));
    else if constexpr (I < 48)
        a += b ^ c ^ d;
    else
        a += c ^ (b | ~d);
    a += sines[I] + m[wordOf(I)];
    a = b + (a << left | a >> (32 - left));
}

template <class Word, std::size_t... I>
[[gnu::always_inline]] inline void allSteps(State<Word> &s, const Words<Word> &m, std::index_sequence<I...> /*steps*/)
{
    (step<I>(s, m), ...);
}

std::uint32_t readLittle(const unsigned char *p)
{
    return static_cast<std::uint32_t>(p[0]) | static_cast<std::uint32_t>(p[1]) << 8U
        | static_cast<std::uint32_t>(p[2]) << 16U | static_cast<std::uint32_t>(p[3]) << 24U;
}

void absorb(State<std::uint32_t> &state, const unsigned char *block)
{
    Words<std::uint32_t> words;
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = readLittle(block + 4 * i);
    State<std::uint32_t> s = state;
    allSteps(s, words, std::make_index_sequence<64>());
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] += s[i];
}

constexpr State<std::uint32_t> startState = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

/// What a block may hold of a text's end beside the mark and the length.
constexpr std::size_t shortText = blockBytes - 9;

/// The words of a short text's only block, into one lane.
void fillLane(Words<Lanes> &words, std::size_t lane, std::string_view text)
{
    std::array<unsigned char, blockBytes> block{};
    std::copy(text.begin(), text.end(), block.begin());
    block[text.size()] = 0x80;
    for (std::size_t i = 0; i < words.size() - 2; ++i)
        words[i][lane] = readLittle(block.data() + 4 * i);
    words[14][lane] = static_cast<std::uint32_t>(text.size() * 8);
    words[15][lane] = 0;
}

HOTSHARD_MULTIVERSION
void hashLanes(const Words<Lanes> &words, State<Lanes> &state)
{
    State<Lanes> start;
    for (std::size_t i = 0; i < start.size(); ++i)
        start[i] = Lanes{} + startState[i];
    State<Lanes> s = start;
    allSteps(s, words, std::make_index_sequence<64>());
    for (std::size_t i = 0; i < start.size(); ++i)
        state[i] = s[i] + start[i];
}

} // namespace

void md5Together(std::span<const std::string_view> texts, std::span<Md5Digest> digests)
{
    Words<Lanes> words{};
    bool isShort = true;
    for (std::size_t t = 0; t < texts.size() && isShort; ++t) {
        isShort = texts[t].size() <= shortText;
        if (isShort)
            fillLane(words, t, texts[t]);
    }
    if (!isShort) {
        std::transform(texts.begin(), texts.end(), digests.begin(), md5);
        return;
    }
    State<Lanes> state;
    hashLanes(words, state);
    for (std::size_t t = 0; t < texts.size(); ++t)
        for (std::size_t i = 0; i < digests[t].size(); ++i)
            digests[t][i] = static_cast<std::uint8_t>(state[i / 4][t] >> (8 * (i % 4)));
}

Md5Digest md5(std::string_view text)
{
    State<std::uint32_t> state = startState;
    std::array<unsigned char, blockBytes> block;
    std::size_t done = 0;
    for (; text.size() - done >= blockBytes; done += blockBytes) {
        std::memcpy(block.data(), text.data() + done, blockBytes);
        absorb(state, block.data());
    }
    const std::size_t rest = text.size() - done;
    block.fill(0);
    if (rest > 0)
        std::memcpy(block.data(), text.data() + done, rest);
    block[rest] = 0x80;
    if (rest >= blockBytes - 8) {
        absorb(state, block.data());
        block.fill(0);
    }
    const std::uint64_t bits = static_cast<std::uint64_t>(text.size()) * 8;
    for (std::size_t i = 0; i < 8; ++i)
        block[blockBytes - 8 + i] = static_cast<unsigned char>(bits >> (8 * i));
    absorb(state, block.data());

    Md5Digest digest;
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (8 * (i % 4)));
    return digest;
}

} // namespace hotshard
