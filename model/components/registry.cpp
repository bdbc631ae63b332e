#include "components/registry.h"

#include "components/declarations.h"

namespace hotshard {

const std::vector<ComponentType> &componentTypes()
{
    static const std::vector<ComponentType> types{
        producerType(), replayType(),        kinesisStreamType(), lambdaType(),    windowType(),
        sinkType(),     workerType(),        accountType(),       objectLogType(), tableStreamType(),
        bucketType(),   asyncFunctionType(), alarmType()};
    return types;
}

const ComponentType *findComponentType(const std::string &name)
{
    for (const ComponentType &type : componentTypes())
        if (type.name == name)
            return &type;
    return nullptr;
}

} // namespace hotshard
