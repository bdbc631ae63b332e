#include "views/floor/log_image.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hotshard::views {
namespace {

constexpr std::size_t kKeys = kColouredKeys + 1;

/// Shares of one slice; a lane without slices is drawn from its hottest key.
std::array<double, kKeys> sharesOf(const LaneView &lane, std::size_t column, std::size_t columns)
{
    std::array<double, kKeys> shares{};
    if (lane.log.empty()) {
        const bool coloured = lane.hottestKey >= 0 && lane.hottestKey < kColouredKeys;
        if (coloured)
            shares[static_cast<std::size_t>(lane.hottestKey)] = lane.hottestShare;
        shares[kColouredKeys] = coloured ? 1 - lane.hottestShare : 1;
        return shares;
    }
    // Slices are oldest first; the newest record stands at the left.
    const std::size_t n = lane.log.size();
    const std::size_t slice = n - 1 - std::min(n - 1, column * n / std::max<std::size_t>(1, columns));
    double sum = 0;
    for (const std::uint32_t c : lane.log[slice])
        sum += c;
    for (std::size_t k = 0; k < kKeys; ++k)
        shares[k] = sum > 0 ? lane.log[slice][k] / sum : k == kColouredKeys ? 1 : 0;
    return shares;
}

using Colours = std::array<QRgb, kKeys>;

Colours coloursOf(const Scene &scene, const Theme &theme)
{
    Colours colours{};
    for (int k = 0; k < kColouredKeys; ++k)
        colours[static_cast<std::size_t>(k)] = scene.keyColour(theme, k).rgb();
    colours[kColouredKeys] = scene.keyColour(theme, -1).rgb();
    return colours;
}

/// Fills one column of `image` bottom up.
void fillColumn(QImage &image, int x, int width, int y, int height, const std::array<double, kKeys> &shares,
                const Colours &colours)
{
    int bottom = y + height;
    double sum = 0;
    for (std::size_t k = 0; k < kKeys; ++k) {
        sum += shares[k];
        const int top = k + 1 == kKeys ? y : std::max(y, y + height - qRound(sum * height));
        for (int row = top; row < bottom; ++row) {
            auto *line = reinterpret_cast<QRgb *>(image.scanLine(row));
            std::fill(line + x, line + x + width, colours[k] | 0xFF000000U);
        }
        bottom = std::min(bottom, top);
    }
}

} // namespace

double barLength(const Scene &scene, const LaneView &lane, double width)
{
    if (lane.backlog == 0)
        return 0;
    const double share = isAgeScaled(lane) ? std::min(1.0, lane.oldestAge.toSeconds() / lane.retention.toSeconds())
                                           : scene.scale.share(static_cast<double>(lane.backlog));
    return std::clamp(share * width, std::min(3.0, width), width);
}

void LogImage::paint(const Scene &scene, const Theme &theme, double ratio)
{
    const auto &boxes = scene.geometry.lanes;
    m_strips.assign(boxes.size(), {});
    int height = 0, width = 1;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const LaneView &lane = scene.lane(boxes[i]);
        Strip &strip = m_strips[i];
        // Thin rows have one colour and need no columns.
        if (boxes[i].bar.height() < 7 || lane.state == ShardState::Closed)
            continue;
        strip.length = barLength(scene, lane, boxes[i].bar.width());
        strip.y = height;
        strip.height = std::max(1, qRound(boxes[i].bar.height() * ratio));
        strip.width = qRound(strip.length * ratio);
        height += strip.height;
        width = std::max(width, strip.width);
    }
    if (m_image.width() < width || m_image.height() < height || m_image.isNull())
        m_image = QImage(std::max(width, m_image.width()), std::max(1, height), QImage::Format_RGB32);
    const Colours colours = coloursOf(scene, theme);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const Strip &strip = m_strips[i];
        if (strip.width == 0)
            continue;
        const bool row = boxes[i].level >= Level::Row;
        const int column = std::max(1, qRound((row ? (boxes[i].labelled ? 4 : 2) : 3) * ratio));
        const LaneView &lane = scene.lane(boxes[i]);
        const auto columns = static_cast<std::size_t>((strip.width + column - 1) / column);
        for (std::size_t c = 0; c < columns; ++c) {
            const int x = static_cast<int>(c) * column;
            fillColumn(m_image, x, std::min(column, strip.width - x), strip.y, strip.height, sharesOf(lane, c, columns),
                       colours);
        }
    }
}

double LogImage::draw(QPainter &painter, const LaneBox &box, std::size_t index, double length) const
{
    if (index >= m_strips.size() || m_strips[index].width == 0 || length <= 0)
        return box.bar.left();
    const Strip &strip = m_strips[index];
    // While the length follows a new snapshot the old tip is stretched a little: nobody sees 120 ms of it.
    painter.drawImage(QRectF(box.bar.left(), box.bar.top(), length, box.bar.height()), m_image,
                      QRectF(0, strip.y, strip.width, strip.height));
    return box.bar.left() + length;
}

void paintLog(QPainter &painter, const QRectF &bar, const LaneView &lane, const Scene &scene, const Theme &theme,
              double column)
{
    const auto columns = static_cast<std::size_t>(std::max(1.0, std::ceil(bar.width() / column)));
    for (std::size_t c = 0; c < columns; ++c) {
        const double x = bar.left() + static_cast<double>(c) * column;
        const double w = std::min(column, bar.right() - x);
        const auto shares = sharesOf(lane, c, columns);
        double bottom = bar.bottom(), sum = 0;
        for (std::size_t k = 0; k < kKeys; ++k) {
            sum += shares[k];
            const double top =
                k + 1 == kKeys ? bar.top() : std::max(bar.top(), bar.bottom() - std::round(sum * bar.height()));
            const int key = k == kColouredKeys ? -1 : static_cast<int>(k);
            if (top < bottom)
                painter.fillRect(QRectF(x, top, w, bottom - top), scene.keyColour(theme, key));
            bottom = std::min(bottom, top);
        }
    }
}

} // namespace hotshard::views
