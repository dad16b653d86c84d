"""How many requests in how much time. Nothing else in Footnote knows the library limits."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

OFF = "off"


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether one more request is within the rate, and what its headers say of it."""

    allowed: bool
    headers: dict[str, str]


class Rates:
    """The requests of late of every key and every address."""

    def __init__(self, key: str, address: str) -> None:
        self._counted = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._rates = {
            kind: parse(rate) for kind, rate in (("key", key), ("address", address)) if rate != OFF
        }

    def take(self, kind: str, who: str) -> Turn:
        """Count one more request of a ``key`` or an ``address``, unless it is one too many."""
        rate = self._rates.get(kind)
        if rate is None:
            return Turn(True, {})
        allowed = self._counted.hit(rate, kind, who)
        window = self._counted.get_window_stats(rate, kind, who)
        after = max(1, math.ceil(window.reset_time - time.time()))
        headers = _headers(kind, rate, window.remaining, after)
        return Turn(allowed, headers if allowed else {**headers, "Retry-After": str(after)})


def _headers(kind: str, rate: RateLimitItem, remaining: int, after: int) -> dict[str, str]:
    """As the IETF's draft on RateLimit header fields has them."""
    return {
        "RateLimit-Policy": f'"{kind}";q={rate.amount};w={rate.get_expiry()}',
        "RateLimit": f'"{kind}";r={max(0, remaining)};t={after}',
    }


def network_of(address: str) -> str:
    """The address a request is counted by: a household has one IPv4, but 2⁶⁴ IPv6 addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)
