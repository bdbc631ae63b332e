#include "views/theme/svg_path.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string>

namespace hotshard::views {
namespace {

class Reader {
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }

    QPainterPath read()
    {
        while (skip()) {
            if (std::isalpha(static_cast<unsigned char>(m_text[m_at])) != 0)
                m_command = m_text[m_at++];
            apply();
        }
        return m_path;
    }

private:
    bool skip()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == ','))
            ++m_at;
        return m_at < m_text.size();
    }
    double number()
    {
        skip();
        // A number ends at the next sign, space, letter or second point ("1.6.8" is two numbers).
        std::size_t end = m_at;
        bool point = false;
        if (end < m_text.size() && (m_text[end] == '-' || m_text[end] == '+'))
            ++end;
        while (end < m_text.size()) {
            const char c = m_text[end];
            if (c == '.' && !point)
                point = true;
            else if (c < '0' || c > '9')
                break;
            ++end;
        }
        const std::string digits(m_text.substr(m_at, end - m_at));
        m_at = std::max(end, m_at + 1);
        return std::strtod(digits.c_str(), nullptr);
    }
    double flag()
    {
        skip();
        return m_at < m_text.size() && m_text[m_at++] == '1' ? 1 : 0;
    }
    QPointF point(bool relative)
    {
        const double x = number();
        const double y = number();
        return relative ? m_path.currentPosition() + QPointF(x, y) : QPointF(x, y);
    }

    void apply()
    {
        const bool relative = std::islower(static_cast<unsigned char>(m_command)) != 0;
        const QPointF from = m_path.currentPosition();
        switch (std::toupper(static_cast<unsigned char>(m_command))) {
        case 'M':
            m_path.moveTo(point(relative));
            m_command = relative ? 'l' : 'L';
            break;
        case 'L': m_path.lineTo(point(relative)); break;
        case 'H': m_path.lineTo(relative ? from.x() + number() : number(), from.y()); break;
        case 'V': m_path.lineTo(from.x(), relative ? from.y() + number() : number()); break;
        case 'C': {
            const QPointF a = point(relative), b = point(relative), end = point(relative);
            curve(a, b, end);
            break;
        }
        case 'S': {
            const QPointF a = from + (from - m_control), b = point(relative), end = point(relative);
            curve(a, b, end);
            break;
        }
        case 'A': arc(relative); break;
        case 'Z': m_path.closeSubpath(); break;
        default: m_at = m_text.size();
        }
        if (std::toupper(static_cast<unsigned char>(m_command)) != 'C'
            && std::toupper(static_cast<unsigned char>(m_command)) != 'S')
            m_control = m_path.currentPosition();
    }

    void curve(QPointF a, QPointF b, QPointF end)
    {
        m_path.cubicTo(a, b, end);
        m_control = b;
    }

    void arc(bool relative)
    {
        double r = number();
        number();
        number();
        const bool large = flag() > 0;
        const bool clockwise = flag() > 0;
        const QPointF from = m_path.currentPosition();
        const QPointF to = point(relative);
        const QPointF half = (from - to) / 2;
        const double d = std::hypot(half.x(), half.y());
        if (d < 1e-9)
            return;
        r = std::max(r, d);
        double h = std::sqrt(std::max(0.0, r * r - d * d)) / d;
        if (large == clockwise)
            h = -h;
        // The centre lies beside the middle of the chord.
        const QPointF centre = (from + to) / 2 + QPointF(-half.y(), half.x()) * -h;
        const auto angle = [&](QPointF p) {
            return std::atan2(centre.y() - p.y(), p.x() - centre.x()) * 180 / std::numbers::pi;
        };
        const double start = angle(from);
        double sweep = angle(to) - start;
        if (clockwise && sweep > 0)
            sweep -= 360;
        if (!clockwise && sweep < 0)
            sweep += 360;
        m_path.arcTo(QRectF(centre.x() - r, centre.y() - r, 2 * r, 2 * r), start, sweep);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    char m_command = 'M';
    QPointF m_control;
    QPainterPath m_path;
};

} // namespace

QPainterPath svgPath(std::string_view outline) { return Reader(outline).read(); }

} // namespace hotshard::views
