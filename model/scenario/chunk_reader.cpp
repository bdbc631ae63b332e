#include "scenario/chunk_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace hotshard {

namespace {

constexpr std::size_t chunk = std::size_t{1} << 20U;

} // namespace

ChunkReader::ChunkReader(std::istream &input, std::uint64_t total, std::function<bool(double)> progress)
    : m_input(input)
    , m_total(total)
    , m_progress(std::move(progress))
    , m_buffer(total == 0 ? 2 * chunk : std::clamp<std::uint64_t>(total + 1, 4096, 2 * chunk))
{
}

bool ChunkReader::more()
{
    if (m_ended)
        return false;
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_end == m_buffer.size())
        m_buffer.resize(std::min(capacity, 2 * m_buffer.size()));
    const std::size_t room = std::min(chunk, m_buffer.size() - m_end);
    if (room == 0)
        return false;
    m_input.read(m_buffer.data() + m_end, static_cast<std::streamsize>(room));
    const auto got = static_cast<std::size_t>(m_input.gcount());
    m_end += got;
    m_read += got;
    if (got < room) {
        m_ended = true;
        m_failed = m_input.bad();
    }
    const double share = m_total == 0 ? 0.0 : static_cast<double>(m_read) / static_cast<double>(m_total);
    if (m_progress && !m_progress(std::min(share, 1.0))) {
        m_cancelled = true;
        m_ended = true;
        m_begin = m_end;
    }
    return got > 0 && !m_cancelled;
}

ChunkReader::Line ChunkReader::nextLine(std::string_view &line)
{
    std::size_t searched = 0;
    for (;;) {
        const std::string_view bytes = window();
        const std::size_t end = bytes.find('\n', searched);
        if (end == std::string_view::npos && bytes.size() <= maxLine) {
            searched = bytes.size();
            if (more())
                continue;
            if (window().empty())
                return Line::End;
        }
        line = window().substr(0, std::min(end, window().size()));
        if (line.size() > maxLine) {
            passOverLine();
            return Line::TooLong;
        }
        consume(end == std::string_view::npos ? line.size() : line.size() + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        return Line::Good;
    }
}

void ChunkReader::passOverLine()
{
    for (;;) {
        const std::size_t end = window().find('\n');
        if (end != std::string_view::npos) {
            consume(end + 1);
            return;
        }
        consume(window().size());
        if (!more())
            return;
    }
}

} // namespace hotshard
