"""weerklank demo: the demo company, its intranet and the service, on this machine only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from widget_server.cli.context import application, settings
from widget_server.cli.service import gunicorn_words
from widget_server.core.settings import BadSetting
from widget_server.demo import configuration, places
from widget_server.demo.intranet import HOST_NAME, LOOPBACK
from widget_server.demo.service import Addresses, prepare
from widget_server.demo.supervisor import Fallen, Program, Supervisor, is_free

WELCOME = """
Weerklank runs. Ctrl-C stops it.

  The intranet of De Vries BV   {intranet}
  The service                   {service}

Open the intranet and choose "Aanmelden" (in English "Sign in") under any page. A window asks who you are:
click a colleague, there is no password. A second person fits in a private window.

  anna, bram   employees            carla   community manager
  daan         editor               eva     administrator

From a script: .venv/bin/weerklank token --person anna --site intranet{data}
"""


@click.command()
@click.option("--host", default=LOOPBACK[0], show_default=True, help="Address to listen on: of this machine only.")
@click.option("--port", default=8000, show_default=True, help="Port of the service.")
@click.option("--intranet-port", default=8080, show_default=True, help="Port of the intranet.")
@click.option(
    "--data", envvar="WEERKLANK_DATA", type=click.Path(path_type=Path), default=Path("var"), show_default=True
)
@click.option("--build-only", is_flag=True, help="Build the demo, and serve nothing.")
def demo(host: str, port: int, intranet_port: int, data: Path, build_only: bool) -> None:
    """Build the demo in the data folder, and serve it with its intranet until Ctrl-C."""
    _check(host, *(() if build_only else (port, intranet_port)))
    addresses = Addresses(f"http://weerklank.localhost:{port}", f"http://{HOST_NAME}:{intranet_port}")
    try:
        configuration.write(data, addresses.service)
        os.environ["WEERKLANK_DATA"] = str(data)
        with application(migrated=False):
            built_on = prepare(settings(), addresses, click.echo)
    except places.NoExamples as error:
        raise click.ClickException(str(error)) from None
    if build_only:
        return
    words = [sys.executable, "-m", "widget_server.demo.intranet", "--host", host, "--port", str(intranet_port)]
    words += ["--service", addresses.service, "--built-on", built_on.isoformat()]
    service = Program("The service", gunicorn_words(host, port), port, "/readyz")
    _serve(host, addresses, [service, Program("The intranet", words, intranet_port, "/nl/welcome")], data)


def _check(host: str, *ports: int) -> None:
    if host not in LOOPBACK:
        raise BadSetting(
            "The demo signs in whoever clicks a face, so it serves this machine only: "
            f"HOST is {LOOPBACK[0]}, not {host}."
        )
    for port, name in zip(ports, ("PORT", "INTRANET_PORT"), strict=False):
        if not is_free(host, port):
            raise BadSetting(f"Port {port} is taken. Name another one: make run {name}={port + 1}")


def _serve(host: str, addresses: Addresses, programs: list[Program], data: Path) -> None:
    supervisor = Supervisor(host, data / "demo.log")
    try:
        for program in programs:
            supervisor.start(program, os.environ | {"WEERKLANK_LOG_QUIET": "1"})
        supervisor.wait_until_up()
        if not supervisor.is_stopping:
            where = "" if data == Path("var") else f"   (with WEERKLANK_DATA={data})"
            click.echo(WELCOME.format(intranet=addresses.intranet, service=addresses.service, data=where))
            supervisor.keep()
        click.echo("Stopped.")
    except Fallen as error:
        raise click.ClickException(str(error)) from None
    finally:
        supervisor.stop()


COMMANDS = [demo]
