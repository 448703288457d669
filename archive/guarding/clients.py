"""Who asks: the address that requests are counted by."""

import ipaddress

from django.http import HttpRequest

NETWORK_V6 = 64  # one household or company; single addresses are free to whoever has one


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
