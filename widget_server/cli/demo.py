"""weerklank demo: the demo company, its intranet and the service, on this machine only."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from widget_server.cli.context import application, settings
from widget_server.cli.service import serving_words
from widget_server.core import clock
from widget_server.core.settings import BadSetting
from widget_server.demo import configuration, places
from widget_server.demo.company import tasks as company
from widget_server.demo.company.size import Size
from widget_server.demo.intranet import HOST_NAME, LOOPBACK
from widget_server.demo.supervisor import Fallen, Program, Supervisor, is_free
from widget_server.demo.tasks import SITE_KEY, Addresses, prepare
from widget_server.sites.service import get_site

FOLLOWS, ACTIVITIES = 35, 6  # for each colleague, where nothing else is said

WELCOME = """
Weerklank runs. Ctrl-C stops it.

  The intranet of De Vries BV   {intranet}
  The service                   {service}

Open the intranet and choose "Inloggen" (in English "Sign in") under any page. A window asks who you are:
click a colleague, there is no password. A second person fits in a private window.

  anna, bram   employees            carla   community manager
  daan         editor               eva     administrator

From a script: .venv/bin/weerklank token --person anna --site intranet{data}
"""


@click.command(short_help="Serve a demo company with its intranet, on this machine.")
@click.option("--host", default=LOOPBACK[0], show_default=True, help="Address to listen on: of this machine only.")
@click.option("--port", default=8000, show_default=True, help="Port of the service.")
@click.option("--intranet-port", default=8080, show_default=True, help="Port of the intranet.")
@click.option(
    "--data",
    envvar="WEERKLANK_DATA",
    type=click.Path(path_type=Path),
    default=Path("var"),
    show_default=True,
    help="Folder for all that the demo keeps.",
)
@click.option("--build-only", is_flag=True, help="Build the demo, and serve nothing.")
@click.option("--people", type=int, default=0, help="Add a company of so many colleagues, made by chance.")
@click.option("--follows", type=int, help="What they follow, in all.  [35 each]")
@click.option("--activities", type=int, help="What they say and like, in all.  [6 each]")
@click.option("--seed", default=1, show_default=True, help="The chance: the same seed gives the same company.")
def demo(host: str, port: int, intranet_port: int, data: Path, build_only: bool, **size: Any) -> None:
    """Build the demo in the data folder, and serve it with its intranet until Ctrl-C."""
    _check(host, *(() if build_only else (port, intranet_port)))
    addresses = Addresses(f"http://weerklank.localhost:{port}", f"http://{HOST_NAME}:{intranet_port}")
    os.environ["WEERKLANK_DATA"] = str(data)
    try:
        configuration.write(data, addresses.service)
        if size["people"]:
            _add(_size(**size), addresses)
        if build_only:
            _build(addresses)
        else:
            _serve(host, port, addresses, data)
    except (places.NoExamples, Fallen) as error:
        raise click.ClickException(str(error)) from None


def _size(people: int, follows: int | None, activities: int | None, seed: int) -> Size:
    usual = min(FOLLOWS, people // 8) * people
    return Size(people, follows or usual, activities or ACTIVITIES * people, seed)


def _add(size: Size, addresses: Addresses) -> None:
    """Build the big company beside the demo's own people, unless it is there."""
    with application(migrated=False):
        if company.is_there(size, SITE_KEY):
            return
        prepare(settings(), addresses, click.echo)
        ends = company.Ends(get_site(SITE_KEY).id, addresses.intranet, settings().oidc_issuer, clock.now())
        began = time.monotonic()
        company.build(size, ends, _shown)
        click.echo(f"A company of {size.people} people, built in {time.monotonic() - began:.0f} seconds.")


def _shown(things: Iterable[Any], length: int, label: str) -> Iterator[Any]:
    with click.progressbar(things, length, label) as bar:
        yield from bar


def _check(host: str, *ports: int) -> None:
    configuration.stay_here(host)
    for port, name in zip(ports, ("PORT", "INTRANET_PORT"), strict=False):
        if not is_free(host, port):
            raise BadSetting(f"Port {port} is taken. Name another one: make run {name}={port + 1}")


def _build(addresses: Addresses) -> date:
    with application(migrated=False):
        return prepare(settings(), addresses, click.echo)


def _serve(host: str, port: int, addresses: Addresses, data: Path) -> None:
    """Build while the service starts: it answers /readyz only once its database is up to date."""
    supervisor = Supervisor(host, data / "demo.log")
    environment = os.environ | {"WEERKLANK_LOG_QUIET": "1"}
    try:
        supervisor.start(Program("The service", serving_words(host, port), port, "/readyz"), environment)
        supervisor.start(_intranet(host, addresses, _build(addresses)), environment)
        supervisor.wait_until_up()
        if not supervisor.is_stopping:
            where = "" if data == Path("var") else f"   (with WEERKLANK_DATA={data})"
            click.echo(WELCOME.format(intranet=addresses.intranet, service=addresses.service, data=where))
            supervisor.keep()
        click.echo("Stopped.")
    finally:
        supervisor.stop()


def _intranet(host: str, addresses: Addresses, built_on: date) -> Program:
    port = addresses.intranet.rpartition(":")[2]
    words = [sys.executable, "-m", "widget_server.demo.intranet", "--host", host, "--port", port]
    words += ["--service", addresses.service, "--built-on", built_on.isoformat()]
    return Program("The intranet", words, int(port), "/nl/welcome")


COMMANDS = [demo]
