"""kinesalite, a public emulator of Kinesis: installed below the build folder, started in memory, asked over HTTP."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import time

VERSION = "3.3.3"
PACKAGE = f"kinesalite@{VERSION}"
SKIPPED = 77  # as ctest was told

# Writes the port it listens on; ends with its standard input.
SERVER = """
const options = {createStreamMs: 0, updateStreamMs: 0, deleteStreamMs: 0, shardLimit: 1000000};
const server = require('kinesalite')(options).listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();
"""


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def npm(arguments, seconds):
    """Exit code and output; a registry that does not answer must not hold up the tests."""
    command = ["npm", *arguments, "--fetch-retries=1", "--fetch-timeout=20000", "--no-update-notifier"]
    try:
        output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        done = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=seconds, check=False, **output)
    except subprocess.TimeoutExpired:
        return None, f"{' '.join(command)}: no end after {seconds} s"
    return done.returncode, done.stdout


def install(folder):
    """Below `folder`, once. Skips the test when there is no npm or its registry cannot be reached."""
    if not shutil.which("node") or not shutil.which("npm"):
        skip("there is no node or no npm")
    home = folder / f"kinesalite-{VERSION}"
    if home.exists():
        return home
    unfinished = folder / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    # In memory it needs nothing native: no optional packages, no scripts of packages.
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional"]
    code, output = npm(["install", "--prefix", str(unfinished), *quiet, PACKAGE], 60)
    if code != 0:
        asked, _ = npm(["view", PACKAGE, "version"], 30)
        if asked != 0:
            skip(f"npm's registry cannot be reached\n{output}")
        sys.exit(f"npm install {PACKAGE} failed\n{output}")
    os.rename(unfinished, home)
    return home


class Refused(Exception):
    """An answer that is an error: its name and its text."""

    def __init__(self, name, text):
        super().__init__(f"{name}: {text}")
        self.name = name
        self.text = text


class Emulator:
    def __init__(self, home):
        self.process = subprocess.Popen(
            ["node", "-e", SERVER], cwd=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        port = self.process.stdout.readline().strip()
        if not port:
            sys.exit("kinesalite did not start")
        self.connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)

    def close(self):
        self.connection.close()
        self.process.stdin.close()
        self.process.wait(20)

    def ask(self, operation, **body):
        # The signature is not verified, but its parts have to be there.
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"Kinesis_20131202.{operation}",
            "X-Amz-Date": "20260101T000000Z",
            "Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/kinesis/aws4_request, "
            "SignedHeaders=host, Signature=a",
        }
        self.connection.request("POST", "/", json.dumps(body).encode(), headers)
        response = self.connection.getresponse()
        text = response.read()
        answer = json.loads(text) if text else {}
        if response.status != 200:
            raise Refused(answer.get("__type", str(response.status)), answer.get("message", ""))
        return answer

    def settle(self, stream):
        """Waits until a change of the stream is done."""
        end = time.monotonic() + 30
        while True:
            answer = self.ask("DescribeStreamSummary", StreamName=stream)
            if answer["StreamDescriptionSummary"]["StreamStatus"] == "ACTIVE":
                return
            if time.monotonic() > end:
                sys.exit(f"kinesalite: {stream} does not become active")
            time.sleep(0.001)

    def create(self, stream, shards):
        self.ask("CreateStream", StreamName=stream, ShardCount=shards)
        self.settle(stream)

    def split(self, stream, shard, new_start):
        self.ask("SplitShard", StreamName=stream, ShardToSplit=shard, NewStartingHashKey=str(new_start))
        self.settle(stream)

    def merge(self, stream, lower, upper):
        self.ask("MergeShards", StreamName=stream, ShardToMerge=lower, AdjacentShardToMerge=upper)
        self.settle(stream)

    def shards(self, stream):
        """As `hotshard route --ranges` lists them."""
        return [
            {
                "id": shard["ShardId"],
                "state": "closed" if "EndingSequenceNumber" in shard["SequenceNumberRange"] else "open",
                "start": shard["HashKeyRange"]["StartingHashKey"],
                "end": shard["HashKeyRange"]["EndingHashKey"],
                "parent": shard.get("ParentShardId"),
                "adjacent_parent": shard.get("AdjacentParentShardId"),
            }
            for shard in self.ask("ListShards", StreamName=stream)["Shards"]
        ]

    def routes(self, stream, keys):
        """The shard that each key's record was put into."""
        found = []
        for first in range(0, len(keys), 500):
            records = [{"PartitionKey": key, "Data": ""} for key in keys[first : first + 500]]
            answer = self.ask("PutRecords", StreamName=stream, Records=records)
            found += [record["ShardId"] for record in answer["Records"]]
        return found
