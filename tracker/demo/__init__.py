"""The demo: a made-up news web on loopback, found and recorded by the real spiders.

One agency (Nordwire), nine outlets and about forty pages, served through an HTTP proxy so that the addresses are clean
(`http://nordwire.example/...`) and no name is looked up. Everything is fixed, dates included: the same database comes
out on every machine.
"""

from tracker.demo.run import CATALOGUE, DemoRun, run_demo
from tracker.demo.server import serve

__all__ = ["CATALOGUE", "DemoRun", "run_demo", "serve"]
