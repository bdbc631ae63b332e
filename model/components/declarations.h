// The component types, one function each; a type's parameters are declared beside its engine.
#pragma once

#include "components/component_type.h"

namespace hotshard {

[[nodiscard]] ComponentType producerType();
[[nodiscard]] ComponentType replayType();
[[nodiscard]] ComponentType kinesisStreamType();
[[nodiscard]] ComponentType lambdaType();
[[nodiscard]] ComponentType windowType();
[[nodiscard]] ComponentType sinkType();
[[nodiscard]] ComponentType workerType();
[[nodiscard]] ComponentType accountType();
[[nodiscard]] ComponentType bucketType();
[[nodiscard]] ComponentType asyncFunctionType();
[[nodiscard]] ComponentType tableStreamType();
[[nodiscard]] ComponentType alarmType();
[[nodiscard]] ComponentType objectLogType();

} // namespace hotshard
