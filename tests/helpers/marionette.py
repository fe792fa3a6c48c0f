"""Selenium's commands for a Firefox that nothing stands before: sent to Marionette, the server inside, as JSON.

What geckodriver does, which Debian does not have: it takes WebDriver's commands by HTTP and passes them on like this.
The protocol: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import socket
from typing import Any

# Marionette's word where it is not Selenium's with a capital.
WORDS = {
    "actions": "PerformActions",
    "clickElement": "ElementClick",
    "close": "CloseWindow",
    "get": "Navigate",
    "getCurrentUrl": "GetCurrentURL",
    "sendKeysToElement": "ElementSendKeys",
    "w3cExecuteScript": "ExecuteScript",
    "w3cExecuteScriptAsync": "ExecuteAsyncScript",
    "w3cGetActiveElement": "GetActiveElement",
    "w3cGetCurrentWindowHandle": "GetWindowHandle",
    "w3cGetWindowHandles": "GetWindowHandles",
}


class Marionette:
    """A connection that Selenium's Remote takes for one by HTTP."""

    def __init__(self, port: int, timeout_seconds: float) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout_seconds)
        self._stream = self._socket.makefile("rb")
        self._sent = 0
        hello = self._read()
        assert hello["marionetteProtocol"] == 3, hello

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        """Send a command of Selenium; give what its Remote expects: a value, or status and words of an error."""
        sent = {name: value for name, value in params.items() if name != "sessionId"}
        if command == "newSession":  # Marionette takes what was agreed upon, not what may be chosen from
            sent = params["capabilities"]["alwaysMatch"]
        if command == "quit":
            return self.send("Marionette:Quit", flags=["eForceQuit"])
        return self.send(f"WebDriver:{WORDS.get(command, command[0].upper() + command[1:])}", **sent)

    def send(self, name: str, **params: Any) -> dict[str, Any]:
        """Send a command of Marionette's own."""
        self._sent += 1
        message = json.dumps([0, self._sent, name, params])
        self._socket.sendall(f"{len(message.encode())}:{message}".encode())
        _kind, number, fault, found = self._read()
        assert number == self._sent, (number, name)
        if fault:
            return {"status": fault["error"], "value": fault}
        # Some answers are wrapped, others are the value: windows, cookies, rectangles, the session.
        return {"value": found["value"] if isinstance(found, dict) and set(found) == {"value"} else found}

    def close(self) -> None:
        """Hang up; what Selenium's Remote calls after it has quit."""
        self._stream.close()
        self._socket.close()

    def _read(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox hung up.")
            length += byte
        return json.loads(self._stream.read(int(length)))
