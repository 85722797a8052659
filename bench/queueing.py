"""What more workers would do, by arithmetic from docs/productie_cijfers.md: `python -m bench.queueing`.

This machine has two cores, so that four and eight workers cannot be measured on it. A model with two numbers is fitted
to what was measured with one worker and with two, and says what follows for more. It is arithmetic, not a measurement.

**How much at most.** The utilisation law and the asymptotic bounds that follow from it (P. J. Denning and J. P. Buzen,
«The Operational Analysis of Queueing Network Models», ACM Computing Surveys 10(3), 1978; E. D. Lazowska and others,
«Quantitative System Performance», 1984, chapter 5): what a resource is busy for one answer bounds the answers a second,
``X ≤ min(workers / D_worker, cores / D_core)``. With one worker that one was the limit, with two the cores were.

**How long it takes.** The proxy picks a worker by chance, so that each gets its share of the questions on its own: an
M/M/1 queue, whose time has an exponential distribution, ``t99 = ln 100 / (mu - lambda)``. A proxy that picks the one
with the fewest questions comes close to one queue for all workers: M/M/c, with Erlang's C formula (L. Kleinrock,
«Queueing Systems», volume 1, 1975, sections 3.2 and 3.5). Both take that questions come by themselves (Poisson), and
that answers take an exponential time; ours are more alike than that, so that both err to the safe side.

`--schrijf` writes docs/productie_rekenwerk.md.
"""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.sentences import ROOT

MEASURED = ROOT / "docs" / "productie_cijfers.md"
PAGE = ROOT / "docs" / "productie_rekenwerk.md"

PEOPLE = 50
"""People who asked all the time while it was measured."""

AIM = 2.0
"""Seconds within which 99 of 100 answers must come."""

WORKERS = (1, 2, 4, 8)
EMPLOYEES = (500, 5_000, 20_000, 50_000, 100_000)

WEEK = 5 * 8 * 3_600
"""Seconds of work in a week, in which everybody asks one thing."""

PEAK = 50
"""The busiest moment beside the mean, as docs/productie.md reckons."""


WORDS = """\
# Sizes by arithmetic

Written by `python -m bench.queueing --schrijf` from [productie_cijfers.md](productie_cijfers.md). **Only what says
«measured» was measured**, on a machine of {cores} cores; all else is arithmetic. The formulas and their sources are in
`bench/queueing.py`.

Fitted: an answer keeps a worker busy for {worker:.0f} ms (one gave {one:.1f} answers a second), and all cores together
for {core:.0f} ms (two workers gave {two:.1f} on {cores} cores), those who asked and the databases included.

| workers | cores | a second, at most | p99 within 2 s up to, a worker by chance (Caddy) | the least busy (nginx) |
|---|---|---|---|---|
{rows}

## How far it can be believed

- From one worker alone the law says at most {bound:.1f} answers a second for two; measured were {two:.1f}, for the
  cores gave out first. It is a bound from above, and what workers share (PostgreSQL, Valkey, the network) is in no
  number here. At eight workers that may well be what decides: measure before you rest on it.
- By Little's law {people} people who ask all the time wait {mean_one:.2f} s on average for one worker and
  {mean_two:.2f} s for two; a little less where some are refused, as one worker did. The p99 measured then is
  {late_one:.1f} and {late_two:.1f} times that. The queues above reckon with {exponential:.1f} times, so that they err
  to the safe side.

## Employees

One question a week of each, and at the busiest moment {peak} times as many as on average. One worker more than the
model asks, for it may be starting anew. [productie.en.md](productie.en.md#sizes) names more, to be safe.

| employees | questions a second at the busiest moment | workers | cores |
|---|---|---|---|
{companies}
"""


class NotFitted(Exception):
    """The figures are not of the kind that the model is about; the message says why."""


@dataclass(frozen=True)
class Crowd:
    """What was measured with some workers."""

    pace: float
    """Answers a second."""

    p99: float
    """Seconds within which 99 of 100 came."""


@dataclass(frozen=True)
class Demands:
    """What one answer asks, in seconds."""

    worker: float
    """Of a worker."""

    core: float
    """Of all cores together: the worker's part, the action server's, the databases' and, there, who asked."""

    def cores_for(self, workers: int) -> int:
        """Return how many cores so many workers keep busy."""
        return math.ceil(workers * self.core / self.worker)

    def most(self, workers: int, cores: int) -> float:
        """Return how many answers a second there can be at most."""
        return min(workers / self.worker, cores / self.core)

    def reached(self, workers: int, cores: int) -> float:
        """Return at how many questions a second 99 of 100 answers still come within the aim, a worker by chance."""
        return max(0.0, self.most(workers, cores) - workers * math.log(100) / AIM)


def measured(text: str) -> tuple[int, Mapping[int, Crowd]]:
    """Return the cores, and what was found by the number of workers, out of docs/productie_cijfers.md.

    Raises:
        NotFitted: the page does not hold one worker and two.
    """
    cores = re.search(r"on (\d+) cores", text)
    paces = dict(re.findall(r"^\| 50 people, (\d+) worker\(s\), answers a second \| ([\d.]+) \|", text, re.M))
    late = dict(re.findall(r"^\| 50 people, (\d+) worker\(s\), p99 \| ([\d.]+) s \|", text, re.M))
    if cores is None or not {"1", "2"} <= paces.keys() & late.keys():
        raise NotFitted("There must be figures of one worker and of two: python -m bench.productie --schrijf")
    return int(cores[1]), {int(key): Crowd(float(paces[key]), float(late[key])) for key in paces}


def fitted(cores: int, found: Mapping[int, Crowd]) -> Demands:
    """Return what one answer asks: of a worker by one of them, of the cores by two.

    Raises:
        NotFitted: one worker kept all cores busy, or two of them were the limit themselves: then the numbers say
            nothing of the other resource.
    """
    demands = Demands(1 / found[1].pace, cores / found[2].pace)
    if found[1].pace * demands.core >= cores or found[2].pace * demands.worker >= 2:
        raise NotFitted("With one worker the worker must be the limit, and with two the cores: measure on two cores")
    return demands


def waits(servers: int, offered: float) -> float:
    """Return by Erlang's C formula how likely somebody has to wait.

    Args:
        servers: how many there are.
        offered: how many of them the questions keep busy on average; less than there are.
    """
    blocked = 1.0  # Erlang's B, by its recurrence
    for number in range(1, servers + 1):
        blocked = offered * blocked / (number + offered * blocked)
    return servers * blocked / (servers - offered * (1 - blocked))


def later_than(seconds: float, servers: int, rate: float, each: float) -> float:
    """Return how likely an answer takes longer, with one queue for all (M/M/c).

    Args:
        seconds: than this.
        servers: workers.
        rate: questions a second.
        each: answers a second of one worker.
    """
    offered = rate / each
    own, apart = math.exp(-each * seconds), servers - 1 - offered
    waiting = waits(servers, offered)
    if abs(apart) < 1e-9:
        return own * (1 + waiting * each * seconds)
    return own * (1 + waiting * (1 - math.exp(-each * seconds * apart)) / apart)


def reached_by_one_queue(demands: Demands, workers: int, cores: int) -> float:
    """Return at how many questions a second 99 of 100 answers come within the aim, with one queue for all workers."""
    most = demands.most(workers, cores)
    low, high = 0.0, most
    for _ in range(60):
        middle = (low + high) / 2
        if middle < most and later_than(AIM, workers, middle, most / workers) <= 0.01:
            low = middle
        else:
            high = middle
    return low


def workers_for(demands: Demands, employees: int) -> int:
    """Return how many workers a company needs at its busiest moment, and one more that may be away."""
    rate, workers = peak(employees), 1
    while demands.reached(workers, demands.cores_for(workers)) < rate:
        workers += 1
    return workers + 1


def peak(employees: int) -> float:
    """Return the questions a second at the busiest moment."""
    return employees / WEEK * PEAK


def page(text: str) -> str:
    """Return the page in Markdown, from the text of docs/productie_cijfers.md.

    Raises:
        NotFitted: as :func:`fitted`.
    """
    cores, found = measured(text)
    demands, one, two = fitted(cores, found), found[1], found[2]
    return WORDS.format(
        cores=cores,
        worker=1000 * demands.worker,
        core=1000 * demands.core,
        one=one.pace,
        two=two.pace,
        rows="\n".join(_rows(demands, cores, found)),
        bound=2 / demands.worker,
        people=PEOPLE,
        mean_one=PEOPLE / one.pace,
        mean_two=PEOPLE / two.pace,
        late_one=one.p99 * one.pace / PEOPLE,
        late_two=two.p99 * two.pace / PEOPLE,
        exponential=math.log(100),
        peak=PEAK,
        companies="\n".join(_companies(demands)),
    )


def _rows(demands: Demands, cores: int, found: Mapping[int, Crowd]) -> Iterator[str]:
    for workers in WORKERS:
        enough = demands.cores_for(workers)
        for number in sorted({cores, enough} if workers in found else {enough}):
            seen = found[workers] if workers in found and number == cores else None
            most, kind = (seen.pace, "measured") if seen else (demands.most(workers, number), "arithmetic")
            chance, least = demands.reached(workers, number), reached_by_one_queue(demands, workers, number)
            yield f"| {workers} | {number} | {most:.1f} ({kind}) | {chance:.1f} | {least:.1f} |"


def _companies(demands: Demands) -> Iterator[str]:
    for employees in EMPLOYEES:
        workers = workers_for(demands, employees)
        yield f"| {employees:,} | {peak(employees):.1f} | {workers} | {demands.cores_for(workers)} |"


def main() -> None:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schrijf", action="store_true", help="write docs/productie_rekenwerk.md")
    chosen = parser.parse_args()
    told = page(MEASURED.read_text(encoding="utf-8"))
    if chosen.schrijf:
        PAGE.write_text(told, encoding="utf-8")
    else:
        print(told)


if __name__ == "__main__":
    main()
