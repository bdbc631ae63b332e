"""Keys, ranges and lineage of `hotshard route` against an independent witness.

Streams of 1 to 16 shards are split and merged at random; after that every shard and the shard of every key must be
the same here and there, and what the witness refuses must be refused here with the same error.

Usage: kinesalite.py HOTSHARD FOLDER [SEED]
Exit codes: 0 all the same, 1 a difference, 77 npm or its registry cannot be reached.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

import emulator

KEYS = 5000
OPERATIONS = 12
UPDATED = {3: 6, 4: 5, 5: 10, 6: 4, 8: 4, 10: 13, 16: 15}  # target of an update, by open shards
NARROWEST = 3  # end - start of a shard that can be split: into two keys and two keys
# What both say of an operation that the rules forbid.
RULES = {
    "split": "is not both greater than one plus the shard's StartingHashKey",
    "merge": "an adjacent pair of shards eligible for merging",
}


def fail(text):
    sys.exit(f"different: {text}")


class Hotshard:
    """`hotshard route` with one stream and a growing list of operations."""

    def __init__(self, program, folder, shards):
        self.program = program
        self.file = folder / "operations.txt"
        self.keys_file = folder / "keys.txt"
        self.shards_at_first = shards
        self.operations = []

    def route(self, arguments, operations):
        self.file.write_text("".join(line + "\n" for line in operations))
        command = [self.program, "route", "--kind", "kinesis", "--shards", str(self.shards_at_first)]
        command += ["--reshard", str(self.file), *arguments]
        return subprocess.run(command, capture_output=True, check=False, timeout=60)

    def must(self, arguments):
        done = self.route(arguments, self.operations)
        if done.returncode != 0 or done.stderr:
            fail(f"hotshard: exit {done.returncode}: {done.stderr.decode()}\n{self.operations}")
        return done.stdout.decode()

    def shards(self):
        return json.loads(self.must(["--ranges"]))

    def routes(self, keys):
        self.keys_file.write_bytes("\n".join(keys).encode())
        lines = self.must(["--keys", str(self.keys_file)]).split("\n")[:-1]
        return [line.rsplit("\t", 2)[2] for line in lines]

    def refusal(self, operation):
        """What is said of one more operation, which must be refused."""
        done = self.route(["--ranges"], [*self.operations, operation])
        said = done.stderr.decode()
        if done.returncode != 1 or done.stdout or f"operations.txt:{len(self.operations) + 1}: " not in said:
            fail(f"{operation} after {self.operations}: exit {done.returncode}: {said}")
        return said


def random_keys(draw):
    """Partition keys of all lengths and planes; no line ends, surrogates or byte order marks."""
    planes = [(0x20, 0x7E), (0x20, 0x7E), (0xA1, 0x2FF), (0x3041, 0x9FFF), (0x1F300, 0x1FAFF), (0x09, 0x09)]

    def character():
        low, high = draw.choice(planes)
        return chr(draw.randint(low, high))

    # 120 characters beyond the first plane are 240 of the witness's, who counts in halves.
    keys = ["".join(character() for _ in range(draw.choice((1, 2, 8, 40, 120)))) for _ in range(KEYS - 2)]
    return [*keys, "k" * 256, "\u3042" * 256]


def open_shards(shards):
    return sorted((s for s in shards if s["state"] == "open"), key=lambda s: int(s["start"]))


def split_point(draw, shard):
    """The lowest and the highest that are allowed, the middle, or any."""
    start, end = int(shard["start"]), int(shard["end"])
    if end - start < NARROWEST:
        return None
    return draw.choice((start + 2, end - 1, max(start + 2, (start + end) // 2), draw.randint(start + 2, end - 1)))


def random_operation(draw, witness, stream, mine):
    shards = open_shards(witness.shards(stream))
    if len(shards) > 1 and draw.random() < 0.45:
        place = draw.randrange(len(shards) - 1)
        low, high = shards[place]["id"], shards[place + 1]["id"]
        witness.merge(stream, low, high)
        mine.operations.append(f"merge {low} {high}")
        return
    shard = draw.choice(shards)
    point = split_point(draw, shard)
    if point is not None:
        witness.split(stream, shard["id"], point)
        mine.operations.append(f"split {int(shard['id'][8:])} {point}")  # by number: both ways of naming are used


def compare_refusal(witness, stream, mine, operation):
    word, first, second = operation
    try:
        (witness.split if word == "split" else witness.merge)(stream, first, second)
    except emulator.Refused as refused:
        said = mine.refusal(" ".join(operation))
        if f"{refused.name}: " not in said:
            fail(f"{operation}: {refused} there, here {said}")
        if refused.name == "InvalidArgumentException" and not (RULES[word] in said and RULES[word] in refused.text):
            fail(f"{operation}: another rule: {refused} there, here {said}")
        return
    fail(f"{operation}: done there, so this test is wrong")


def compare_refusals(draw, witness, stream, mine):
    """All that the rules forbid. Closed shards are left out: the witness would split them again."""
    all_shards = witness.shards(stream)
    shards = open_shards(all_shards)
    shard = draw.choice(shards)
    start, end = int(shard["start"]), int(shard["end"])
    forbidden = [("split", shard["id"], str(point)) for point in {start, start + 1, end, 0, 2**128 - 1}]
    unknown = f"shardId-{len(all_shards):012}"
    forbidden += [("split", unknown, "5"), ("merge", shard["id"], unknown), ("merge", shard["id"], shard["id"])]
    if len(shards) > 1:
        forbidden.append(("merge", shards[1]["id"], shards[0]["id"]))
    if len(shards) > 2:
        forbidden.append(("merge", shards[0]["id"], shards[2]["id"]))
    for operation in forbidden:
        compare_refusal(witness, stream, mine, operation)
    return len(forbidden)


def update(witness, stream, mine):
    """The witness knows no UpdateShardCount: it gets the splits and merges that ours is made of."""
    before = len(witness.shards(stream))
    shards = open_shards(witness.shards(stream))
    count = len(shards)
    target = UPDATED.get(count, 2 * count)
    if any(int(shard["end"]) - int(shard["start"]) <= NARROWEST for shard in shards):
        target = (count + 1) // 2  # to go up, every shard would have to be split at its middle
    mine.operations.append(f"update {target}")
    made = mine.shards()[before:]
    while made:
        child = made.pop(0)
        if child["adjacent_parent"]:
            witness.merge(stream, child["parent"], child["adjacent_parent"])
        else:
            witness.split(stream, child["parent"], made.pop(0)["start"])


def compare(witness, stream, mine, keys):
    there, here = witness.shards(stream), mine.shards()
    if there != here:
        fail(f"the shards of {stream} after {mine.operations}\nthere {there}\nhere  {here}")
    there, here = witness.routes(stream, keys), mine.routes(keys)
    if len(here) != len(keys):
        fail(f"{len(keys)} keys, but {len(here)} lines")
    for key, shard_there, shard_here in zip(keys, there, here):
        if shard_there != shard_here:
            fail(f"{key!r} in {stream} after {mine.operations}: {shard_there} there, {shard_here} here")


def main():
    program, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20131202
    folder.mkdir(parents=True, exist_ok=True)
    witness = emulator.Emulator(emulator.install(folder))
    draw = random.Random(seed)
    keys = random_keys(draw)
    refusals = operations = 0
    try:
        for shards in range(1, 17):
            stream = f"stream-{shards}"
            mine = Hotshard(program, folder, shards)
            witness.create(stream, shards)
            compare(witness, stream, mine, keys)
            for _ in range(OPERATIONS):
                random_operation(draw, witness, stream, mine)
            refusals += compare_refusals(draw, witness, stream, mine)
            compare(witness, stream, mine, keys)
            operations += len(mine.operations)
            update(witness, stream, mine)
            compare(witness, stream, mine, keys[::5])
    finally:
        witness.close()
    print(
        f"kinesalite {emulator.VERSION}, seed {seed}: the same for {len(keys)} keys in 16 streams of 1 to 16 shards, "
        f"before and after {operations} splits and merges and an update each; {refusals} refusals alike"
    )


if __name__ == "__main__":
    main()
