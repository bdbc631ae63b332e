#include "views/controls/slider_scale.h"

#include "views/charts/nice_axis.h"

#include <algorithm>
#include <cmath>

namespace hotshard::views {

namespace {

constexpr double kStepsPerDecade = 20;
constexpr double kStepsOfLinear = 100;

bool isWhole(ParameterType type)
{
    return type == ParameterType::Integer || type == ParameterType::Bytes || type == ParameterType::Duration;
}

double twoDigits(double number)
{
    if (number == 0)
        return 0;
    const double unit = std::pow(10.0, std::floor(std::log10(std::fabs(number))) - 1);
    return std::round(number / unit) * unit;
}

} // namespace

SliderScale::SliderScale(const ParameterDecl &decl)
    : m_decl(decl)
{
    if (m_decl.min > 0)
        m_unit = 0;
    else
        m_unit = m_decl.step > 0 ? m_decl.step
                                 : std::max(isWhole(m_decl.type) ? 1.0 : 0.0, (m_decl.max - m_decl.min) * 1e-7);
}

double SliderScale::fraction(double number) const
{
    const double range = m_decl.max - m_decl.min;
    if (!(range > 0))
        return 0;
    const double value = std::clamp(number, m_decl.min, m_decl.max);
    if (!m_decl.logarithmic)
        return (value - m_decl.min) / range;
    if (m_unit > 0)
        return std::log1p((value - m_decl.min) / m_unit) / std::log1p(range / m_unit);
    return std::log(value / m_decl.min) / std::log(m_decl.max / m_decl.min);
}

double SliderScale::numberAt(double fraction) const
{
    const double place = std::clamp(fraction, 0.0, 1.0);
    if (place <= 0)
        return m_decl.min;
    if (place >= 1)
        return m_decl.max;
    const double range = m_decl.max - m_decl.min;
    if (!m_decl.logarithmic)
        return rounded(m_decl.min + place * range);
    if (m_unit > 0)
        return rounded(m_decl.min + m_unit * std::expm1(place * std::log1p(range / m_unit)));
    return rounded(m_decl.min * std::pow(m_decl.max / m_decl.min, place));
}

double SliderScale::stepped(double number, int steps) const
{
    if (steps == 0)
        return number;
    if (!m_decl.logarithmic) {
        const double step = smallestStep();
        const double next = number + steps * step;
        // Whole steps, counted from zero: 0.3 and not 0.30000000000000004.
        return std::clamp(std::round(next / step) * step, m_decl.min, m_decl.max);
    }
    const double decades =
        m_unit > 0 ? std::log10(1 + (m_decl.max - m_decl.min) / m_unit) : std::log10(m_decl.max / m_decl.min);
    const double next = numberAt(fraction(number) + steps / (kStepsPerDecade * std::max(1.0, decades)));
    const double least = isWhole(m_decl.type) ? 1 : 0;
    if (std::fabs(next - number) < std::max(least, std::fabs(number) * 1e-9))
        return std::clamp(number + (steps > 0 ? smallestStep() : -smallestStep()), m_decl.min, m_decl.max);
    return next;
}

double SliderScale::rounded(double number) const
{
    double value = number;
    if (m_decl.logarithmic)
        value = twoDigits(number);
    else if (smallestStep() > 0)
        value = std::round(number / smallestStep()) * smallestStep();
    if (isWhole(m_decl.type))
        value = std::round(value);
    return std::clamp(value, m_decl.min, m_decl.max);
}

double SliderScale::smallestStep() const
{
    if (m_decl.step > 0)
        return m_decl.step;
    const double step = niceStep((m_decl.max - m_decl.min) / kStepsOfLinear);
    if (m_decl.logarithmic)
        return isWhole(m_decl.type) ? 1 : std::max(m_decl.min, step * 1e-3);
    return isWhole(m_decl.type) ? std::max(1.0, step) : step;
}

} // namespace hotshard::views
