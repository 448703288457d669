"""Who asks: the address that requests are counted by, and whose word about it is believed."""

import ipaddress
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")
NETWORK_V6 = 64  # one household or company; single addresses are free to whoever has one


class ProxyOfThisMachine:
    """What a proxy says of the client (address, https or not) is believed from this very machine alone: whoever else
    can reach the port of the program cannot pass for https or for another client."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not from_here(request):
            for name in FORWARDED:
                request.META.pop(name, None)
        return self.get_response(request)


def from_here(request: HttpRequest) -> bool:
    """Through a unix socket (then there is no address) or a loopback address."""
    peer = parse(request.META.get("REMOTE_ADDR", ""))
    return peer is None or peer.is_loopback


def client_of(request: HttpRequest) -> str | None:
    """The client's address (of IPv6 its network); None for the operator on this very machine.

    Behind the proxy of docs/deploy.md the last address of X-Forwarded-For is the one the proxy saw; those before it
    are what the client claims. From anywhere else the header is not believed.
    """
    peer = parse(request.META.get("REMOTE_ADDR", ""))
    if peer is None or peer.is_loopback:  # no address: a unix socket, which only this machine can reach
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if not forwarded:
            return None
        peer = parse(forwarded)
        if peer is None:
            return "unknown"
    if isinstance(peer, ipaddress.IPv6Address):
        if peer.ipv4_mapped:
            return str(peer.ipv4_mapped)
        return str(ipaddress.IPv6Network((peer, NETWORK_V6), strict=False))
    return str(peer)


def parse(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
