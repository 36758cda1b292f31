"""Who held a post when. The month counts as a whole: the month of a change counts for both posts, as records give no days."""

from functools import lru_cache

from schema import Post, earliest, latest

Months = tuple[int, int]
"""First and last month that a stretch of time can touch, counted from year 0."""
VACANCY = 3
"""Months that a post may stand empty between one holder and the next."""
ALWAYS: Months = (0, 12 * 10_000)


@lru_cache(maxsize=16384)
def months(partial: str) -> Months:
    """The months a partial date can mean: a bare year is its twelve."""
    first, last = earliest(partial), latest(partial)
    return first.year * 12 + first.month, last.year * 12 + last.month


def months_held(post: Post) -> Months:
    """The months of a post: open where the record does not tell, or where it is still held."""
    return months(post.start)[0] if post.start else ALWAYS[0], months(post.end)[1] if post.end else ALWAYS[1]


def held_on(post: Post, moment: str) -> bool:
    """Whether the post was held in the month of the date, as far as the record tells."""
    first, last = months_held(post)
    begin, end = months(moment)
    return first <= end and begin <= last


def begun_by(post: Post, moment: str) -> bool:
    """Whether the post had been taken up by the end of the date: held then or before."""
    return months_held(post)[0] <= months(moment)[1]


def overlap(one: Post, other: Post) -> bool:
    """Whether the two posts share more than the month in which one follows the other."""
    (start, end), (first, last) = months_held(one), months_held(other)
    return start < last and first < end


def follows(newer: Post, older: Post) -> bool:
    """Whether the newer post was taken up soon after the older ended."""
    return bool(newer.start and older.end) and -1 <= months_held(newer)[0] - months_held(older)[1] <= VACANCY
