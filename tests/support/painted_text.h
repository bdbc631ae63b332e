// What painters write, and where: a paint device that keeps texts instead of pixels.
#pragma once

#include <QFontMetricsF>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QRectF>
#include <QString>

#include <algorithm>
#include <vector>

namespace hotshard {

struct PaintedText {
    QString text;
    QRectF rect; ///< as it lies on the device
};

struct PaintedTexts {
    std::vector<PaintedText> list;
    /// Pieces in the order they were written; digits are written one by one.
    [[nodiscard]] QString all() const
    {
        QString out;
        for (const PaintedText &text : list)
            out += text.text;
        return out;
    }
};

class TextEngine final : public QPaintEngine {
public:
    TextEngine()
        : QPaintEngine(QPaintEngine::AllFeatures)
    {
    }
    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &now) override
    {
        if (now.state() & QPaintEngine::DirtyTransform)
            m_transform = now.transform();
    }
    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        const QRectF box(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        texts.push_back({item.text(), m_transform.mapRect(box)});
    }
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override { }
    void drawPath(const QPainterPath &) override { }
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override { }
    [[nodiscard]] Type type() const override { return QPaintEngine::User; }

    std::vector<PaintedText> texts;

private:
    QTransform m_transform;
};

class TextDevice final : public QPaintDevice {
public:
    [[nodiscard]] QPaintEngine *paintEngine() const override { return &m_engine; }
    [[nodiscard]] const std::vector<PaintedText> &texts() const { return m_engine.texts; }

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
        case PdmHeight: return 4000;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY: return 96;
        case PdmDevicePixelRatio: return 1;
        case PdmDevicePixelRatioScaled: return qRound(devicePixelRatioFScale());
        case PdmDepth: return 32;
        default: return 0;
        }
    }

private:
    mutable TextEngine m_engine;
};

} // namespace hotshard
