"""Hosts that an address may not name, whoever names it."""

import ipaddress
import socket


def is_link_local(host: str) -> bool:
    """Whether it is an address of the link alone, such as the one at which clouds tell their machines' secrets, however it is written.

    A name is not looked up: whoever keeps the names of the network keeps where they lead.
    """
    try:
        found = socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return False
    return any(_is_link_local(str(address[0])) for *_, address in found)


def _is_link_local(told: str) -> bool:
    address = ipaddress.ip_address(told.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_link_local
