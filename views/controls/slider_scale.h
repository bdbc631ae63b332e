// Where a value of a parameter stands on its slider and which values a slider stops at. Pure functions.
#pragma once

#include "components/parameter.h"

namespace hotshard::views {

/// A slider over the range of one declaration: linear, or logarithmic with zero at its left end.
class SliderScale final {
public:
    /// REQUIRES: a numeric type.
    explicit SliderScale(const ParameterDecl &decl);

    /// Place of a value on the track, 0..1.
    [[nodiscard]] double fraction(double number) const;
    /// The value at a place of the track, rounded to what a person would choose: two digits, whole steps.
    [[nodiscard]] double numberAt(double fraction) const;
    /// The value `steps` arrow steps from `number`; never the same value unless at an end.
    [[nodiscard]] double stepped(double number, int steps) const;

private:
    [[nodiscard]] double rounded(double number) const;
    [[nodiscard]] double smallestStep() const;

    ParameterDecl m_decl;
    double m_unit = 1; ///< of a logarithmic scale: where it begins to be logarithmic
};

} // namespace hotshard::views
