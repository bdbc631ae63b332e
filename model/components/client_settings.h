// How a producer's client library calls the stream: the parameters client.* and retries.* as plain values, and what
// they are called and mean.
//
// Defaults are those of the libraries: 3 attempts with full jitter (botocore, standard mode); 100 ms of buffering,
// 30 s to live, a rate limit of 150 %, 24 connections, a time-out of 6 s, aggregates of 51,200 B (KPL,
// default_config.properties); 500 records and 10 MiB a call (Kinesis API, PutRecords).
#pragma once

#include "components/parameters.h"
#include "kernel/time.h"

#include <cstdint>
#include <vector>

namespace hotshard {

struct ClientSettings {
    enum class Call {
        AtOnce, ///< no calls: every record is written in the microsecond in which it was made
        PutRecord,
        PutRecords
    };
    enum class Retries { Standard, None, Kpl };

    explicit ClientSettings(const Parameters &parameters);

    [[nodiscard]] bool isOn() const { return call != Call::AtOnce; }
    /// Entries of a call at most.
    [[nodiscard]] std::size_t perCall() const { return call == Call::PutRecords ? recordsPerCall : 1; }
    /// How long a record may stay in the client; an SDK knows no such limit (ten years, so that sums stay small).
    [[nodiscard]] Duration timeToLive() const { return retries == Retries::Kpl ? recordTtl : Duration::hours(87'600); }

    Call call = Call::AtOnce;
    Retries retries = Retries::Standard;
    std::uint32_t attempts = 3; ///< of a record, or of a call that failed as a whole
    Duration retryDelay;        ///< base of the back-off
    std::size_t recordsPerCall = 500;
    std::int64_t bytesPerCall = 10 * 1024 * 1024;
    Duration buffering; ///< a record waits so long for others at most
    std::size_t connections = 24;
    Duration latency; ///< of a call, in the mean
    double latencyVariation = 0;
    std::uint64_t buffer = 0; ///< records that may wait; 0: any number
    bool dropsOldest = false;
    bool checksAnswers = true;
    Duration recordTtl;
    double rateLimit = 150; ///< per cent of a shard's write limits; 0: none
    double lostAnswers = 0;
    Duration timeout;
    bool aggregates = false;
    std::int64_t aggregateBytes = 51'200;
};

/// The declarations of client.*, for producer and replay.
[[nodiscard]] std::vector<ParameterDecl> clientParameters();

/// Full jitter (botocore, standard mode): `part` of base x 2^i, 20 s at most, where i = 0 for the first retry.
[[nodiscard]] Duration fullJitter(Duration base, std::uint32_t attemptsMade, double part);

} // namespace hotshard
