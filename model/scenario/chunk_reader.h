// A file of any size read through a window of bounded memory: for data that people give us.
//
// One thread. Reads ahead in chunks; nothing throws (a read error looks like the end and is told by failed()).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>
#include <string_view>
#include <vector>

namespace hotshard {

class ChunkReader {
public:
    static constexpr std::size_t capacity = std::size_t{4} << 20U; ///< bytes in memory at most
    static constexpr std::size_t maxLine = std::size_t{1} << 20U;  ///< longest line that is read as one

    enum class Line { Good, TooLong, End };

    /// \param total size of the input in bytes, 0 when unknown: then progress is told as 0.
    /// \param progress called about once a megabyte with the share read, 0..1; false ends the reading.
    ChunkReader(std::istream &input, std::uint64_t total, std::function<bool(double)> progress);

    /// Bytes that are read and not yet consumed. Valid until the next call of a function that is not const.
    [[nodiscard]] std::string_view window() const { return {m_buffer.data() + m_begin, m_end - m_begin}; }
    /// Makes the window longer. False when it cannot: end of input, cancelled, or the window is full.
    bool more();
    void consume(std::size_t bytes) { m_begin += bytes; }

    /// The next line without its end (LF or CRLF). A line above maxLine is passed over as TooLong.
    Line nextLine(std::string_view &line);

    /// Consumes up to the end of the line at hand, however long it is.
    void passOverLine();

    [[nodiscard]] bool cancelled() const { return m_cancelled; }
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    std::istream &m_input;
    std::uint64_t m_total;
    std::function<bool(double)> m_progress;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::uint64_t m_read = 0;
    bool m_ended = false;
    bool m_cancelled = false;
    bool m_failed = false;
};

} // namespace hotshard
