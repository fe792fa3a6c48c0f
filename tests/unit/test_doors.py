"""The closed doors of the tests are closed."""

from __future__ import annotations

import smtplib
import socket

import pytest

from tests.helpers.doors import DoorIsClosed


def test_a_test_cannot_leave_this_machine() -> None:
    with socket.socket() as door, pytest.raises(DoorIsClosed):
        door.connect(("192.0.2.1", 80))


def test_a_test_cannot_look_up_a_name() -> None:
    with pytest.raises(DoorIsClosed):
        socket.create_connection(("example.com", 80))


def test_a_test_cannot_send_mail_away() -> None:
    with pytest.raises(DoorIsClosed):
        smtplib.SMTP("mail.example.com", 25)


def test_loopback_stays_open() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        socket.create_connection(("localhost", listener.getsockname()[1])).close()
