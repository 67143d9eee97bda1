"""An internet on loopback: one server, a forward proxy for every host, that answers as a test decides."""

from tests.internet.certificates import Authority
from tests.internet.server import Answer, Asked, Internet

__all__ = ["Answer", "Asked", "Authority", "Internet"]
