// A type of component as everybody but the engine sees it: its name, its texts, its parameters, what it may
// be connected to. The list of all types is in components/registry.h.
#pragma once

#include "components/parameter.h"
#include "kernel/text.h"

#include <string>
#include <vector>

namespace hotshard {

/// What a component is to its neighbours; decides which connections make sense.
enum class Role {
    Source,        ///< makes records and writes them `to` a Stream or a Worker
    Stream,        ///< keeps records by shard; read by a Function
    Function,      ///< reads `from` a Stream, writes `to` another Stream, a Window or a Sink
    Window,        ///< aggregates what it is given, writes results `to` a Sink
    Sink,          ///< the end of the line
    Worker,        ///< a plain queue with one server, without polling; for comparison with queueing theory
    Account,       ///< holds what all functions share
    Bucket,        ///< in it objects are created, of which an AsyncFunction is told
    AsyncFunction, ///< is invoked for what is created in the Bucket that it is `from`, writes `to` a Sink
    Alarm          ///< watches the metrics `from` a Stream or a Function
};

/// Plain value, constant after construction.
struct ComponentType {
    std::string name; ///< "kinesis_stream"
    Role role = Role::Source;
    Text title; ///< "Stream"
    Text help;  ///< one or two sentences
    std::vector<ParameterDecl> parameters;

    [[nodiscard]] const ParameterDecl *find(const std::string &parameter) const
    {
        for (const ParameterDecl &decl : parameters)
            if (decl.name == parameter)
                return &decl;
        return nullptr;
    }
    [[nodiscard]] bool mayWriteTo(Role target) const
    {
        switch (role) {
        case Role::Source: return target == Role::Stream || target == Role::Worker;
        case Role::Function: return target == Role::Stream || target == Role::Window || target == Role::Sink;
        case Role::Window:
        case Role::AsyncFunction: return target == Role::Sink;
        case Role::Stream:
        case Role::Sink:
        case Role::Worker:
        case Role::Bucket:
        case Role::Account:
        case Role::Alarm: return false;
        }
        return false;
    }
    [[nodiscard]] bool mayReadFrom(Role source) const
    {
        return (role == Role::Function && source == Role::Stream)
            || (role == Role::AsyncFunction && source == Role::Bucket)
            || (role == Role::Alarm && (source == Role::Stream || source == Role::Function));
    }
    [[nodiscard]] bool mayReadAny() const
    {
        return role == Role::Function || role == Role::AsyncFunction || role == Role::Alarm;
    }
    /// Something begins here.
    [[nodiscard]] bool makesRecords() const { return role == Role::Source || role == Role::Bucket; }
};

} // namespace hotshard
