#!/usr/bin/env python3
"""Writes scenarios/access-log.log: ten minutes of one evening at an invented news site with a shop.

Deterministic: the same bytes with every Python 3. Addresses are those reserved for documentation (RFC 5737).
The front page takes well over a third of the traffic, as front pages do; three lines are broken on purpose,
so that a reader has something to count. Usage: make_access_log.py > access-log.log
"""

import sys

SECONDS = 600
RECORDS = 2850
START = 20 * 3600 + 5 * 60  # 20:05:00

PEOPLE = [
    "Mozilla/5.0 (Windows NT 10.0) Firefox/126.0",
    "Mozilla/5.0 (Macintosh) Safari/605.1",
    "Mozilla/5.0 (iPhone) Mobile Safari/604.1",
    "Mozilla/5.0 (Android 14) Chrome/125.0",
    "Mozilla/5.0 (X11; Linux) Firefox/126.0",
]
BOTS = ["ExampleBot/2.1 (+https://bot.example/)", "FeedFetcher/1.4 (+https://feeds.example/)"]
SECTIONS = ["news", "sport", "weather", "culture", "market"]
BROKEN = {
    701: '203.0.113.7 - - [17/May/2025:20:07:20 +0200] "GET /news/st',
    1502: "-- log rotated --",
    2203: '198.51.100.20 - - [99/May/2025:20:12:21 +0200] "GET / HTTP/1.1" 200 512 "-" "-"',
}


class Random:
    """A linear congruential generator of our own: Python does not promise its sequences."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def address(random):
    network = ["192.0.2", "198.51.100", "203.0.113"][random.below(3)]
    # The square makes some visitors come much more often than others.
    return f"{network}.{1 + random.below(254) * random.below(254) // 254}"


def path(random):
    draw = random.below(1000)
    if draw < 380:
        return "/"
    if draw < 500:
        return f"/{SECTIONS[random.below(len(SECTIONS))]}/"
    if draw < 780:
        story = random.below(60) * random.below(60) // 60  # a few stories are read by many
        return f"/{SECTIONS[story % len(SECTIONS)]}/story-{100 + story}"
    if draw < 840:
        return f"/search?q={['rain', 'final', 'election', 'recipe'][random.below(4)]}&page={1 + random.below(3)}"
    if draw < 920:
        return f"/shop/item/{1 + random.below(80) * random.below(80) // 80}"
    if draw < 950:
        return "/shop/cart"
    return ["/feed.xml", "/robots.txt", "/assets/site.css", "/assets/site.js"][random.below(4)]


def line(random, second):
    asked = path(random)
    bot = random.below(100) < 8
    agent = BOTS[random.below(len(BOTS))] if bot else PEOPLE[random.below(len(PEOPLE))]
    method = "POST" if asked == "/shop/cart" and random.below(2) else "GET"
    draw = random.below(100)
    status = 200 if draw < 91 else 304 if draw < 96 else 404 if draw < 99 else 500
    size = "-" if status == 304 else str(300 + random.below(24000))
    referrer = "-" if bot or random.below(3) == 0 else "https://news.example/"
    clock = START + second
    time = f"17/May/2025:{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02} +0200"
    return f'{address(random)} - - [{time}] "{method} {asked} HTTP/1.1" {status} {size} "{referrer}" "{agent}"'


def main():
    random = Random(2005)
    # The evening news begins after four minutes: from then on twice as many readers.
    weights = [1 if second < 240 else 2 for second in range(SECONDS)]
    moments = [second for second in range(SECONDS) for _ in range(weights[second])]
    seconds = sorted(moments[random.below(len(moments))] for _ in range(RECORDS))
    for number, second in enumerate(seconds, 1):
        sys.stdout.write(line(random, second) + "\n")
        if number in BROKEN:
            sys.stdout.write(BROKEN[number] + "\n")


if __name__ == "__main__":
    main()
