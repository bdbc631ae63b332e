"""R1 in the lightest form that SimPy allows: one timeout per arrival, a plain deque of times per shard."""

import hashlib
import random
import sys
import time
from bisect import bisect_left
from collections import deque
from itertools import accumulate

import simpy

SHARDS, KEYS, BATCH, RATE = 8, 10_000, 100, 8_000.0


class Model:
    def __init__(self):
        self.cumulated = list(accumulate(1 / k for k in range(1, KEYS + 1)))
        self.shard_of = [hashlib.md5(b"key-%d" % k).digest()[0] >> 5 for k in range(KEYS)]
        self.waiting = [deque() for _ in range(SHARDS)]
        self.arrived = self.processed = 0
        self.ages = 0.0

    def arrivals(self, env):
        timeout, draw, uniform = env.timeout, random.expovariate, random.random
        cumulated, shard_of, waiting, total = self.cumulated, self.shard_of, self.waiting, self.cumulated[-1]
        while True:
            yield timeout(draw(RATE))
            waiting[shard_of[bisect_left(cumulated, uniform() * total)]].append(env.now)
            self.arrived += 1

    def polls(self, env, queue):
        while True:
            now, n = env.now, min(BATCH, len(queue))
            for _ in range(n):
                self.ages += now - queue.popleft()
            self.processed += n
            busy = 0.02 + 0.0005 * n if n else 0.0
            yield env.timeout(busy if n == BATCH else max(1.0, busy))


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    random.seed(1)
    model = Model()
    before = time.process_time()
    env = simpy.Environment()
    for queue in model.waiting:
        env.process(model.polls(env, queue))
    env.process(model.arrivals(env))
    env.run(until=seconds)
    used = time.process_time() - before
    print(
        f"SimPy: {model.arrived} arrived, {model.processed} processed, mean age {model.ages / model.processed:.2f} s",
        file=sys.stderr,
    )
    print(f"{used * 1e9 / model.arrived:.3f}")


if __name__ == "__main__":
    main()
