"""A small editor: it speaks to the real YAML language server as VS Code does, over its pipes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

CURSOR = "¦"
"""Where the cursor stands in a text."""
COMMAND = Path(__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"
_OLDEST_NODE = 20
_PATIENCE = 60


def why_not() -> str:
    """What keeps the server from running here, in words; empty where nothing does."""
    node = shutil.which("node")
    if not node:
        return "there is no node"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < _OLDEST_NODE:
        return f"node is {version.strip()}, and the language server needs {_OLDEST_NODE}"
    return "" if COMMAND.exists() else "run npm ci --prefix tests/editor"


@dataclass(frozen=True)
class Red:
    """Something that an editor underlines: where it begins and ends, counted from 1, and why."""

    begins: tuple[int, int]
    ends: tuple[int, int]
    message: str


class Editor:
    """An editor with a folder open. Paths are relative to the folder."""

    def __init__(self, folder: Path, settings: Mapping[str, Any]) -> None:
        self.folder = folder
        self.settings = settings
        self._red: dict[str, list[Red]] = {}
        self._asked = self._drafts = 0
        self._configured = False
        self._server = subprocess.Popen(
            ["node", str(COMMAND), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._heard: Queue[dict[str, Any]] = Queue()
        Thread(target=self._hear, daemon=True).start()
        root = {"uri": folder.as_uri(), "name": folder.name}
        abilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True}},
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        opening = {"processId": None, "rootUri": root["uri"], "workspaceFolders": [root]}
        self.ask("initialize", {**opening, "capabilities": abilities})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {}})
        while not self._configured:
            self._take(self._heard.get(timeout=_PATIENCE))

    def close(self) -> None:
        """End the server."""
        self.ask("shutdown", None)
        self._tell("exit", None)
        self._server.wait(_PATIENCE)

    def saved(self, path: str) -> None:
        """Tell the server that a file on the disk has changed, as an editor does that watches."""
        change = {"uri": (self.folder / path).as_uri(), "type": 2}
        self._tell("workspace/didChangeWatchedFiles", {"changes": [change]})

    def open(self, path: str, text: str) -> Opened:
        """A file that is open with this text, whatever is on the disk; each is opened once."""
        uri = (self.folder / path).as_uri()
        before, _, after = text.partition(CURSOR)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": before + after}
        self._tell("textDocument/didOpen", {"textDocument": document})
        column = len(before) - before.rfind("\n") - 1
        position = {"line": before.count("\n"), "character": column}
        return Opened(self, uri, {"textDocument": {"uri": uri}, "position": position})

    def draft(self, kind: str, text: str) -> Opened:
        """A file of one kind, open with this text in an inspection of its own."""
        self._drafts += 1
        return self.open(f"data/inspections/draft-{self._drafts}/{kind}.yml", text)

    def red(self, uri: str) -> list[Red]:
        """All that the server finds wrong with an open file; it is waited for."""
        while uri not in self._red:
            self._take(self._heard.get(timeout=_PATIENCE))
        return self._red[uri]

    def ask(self, method: str, parameters: Any) -> Any:
        """What the server answers."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": parameters})
        while True:
            message = self._heard.get(timeout=_PATIENCE)
            if message.get("id") == self._asked and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._take(message)

    def _tell(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _take(self, message: Mapping[str, Any]) -> None:
        """Answer what the server asks in its turn, and keep what it says."""
        method = message.get("method")
        if method == "workspace/configuration":
            sections = [item["section"] for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": [self._section(s) for s in sections]})
            self._configured = True
        elif method == "textDocument/publishDiagnostics":
            said = message["params"]
            self._red[said["uri"]] = [_red(one) for one in said["diagnostics"]]
        elif "id" in message:
            self._send({"id": message["id"], "result": None})

    def _section(self, name: str) -> dict[str, Any]:
        """The settings below a name: those of `yaml` are written as in yaml.schemas."""
        found: dict[str, Any] = dict(self.settings.get(name, {}))
        for key, value in self.settings.items():
            *inner, last = key.removeprefix(f"{name}.").split(".")
            if key.startswith(f"{name}."):
                place = found
                for step in inner:
                    place = place.setdefault(step, {})
                place[last] = value
        return found

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._server.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _hear(self) -> None:
        assert self._server.stdout
        while header := self._server.stdout.readline():
            length = int(header.partition(b":")[2])
            while self._server.stdout.readline().strip():
                pass  # other headers, until an empty line
            self._heard.put(json.loads(self._server.stdout.read(length)))


@dataclass(frozen=True)
class Opened:
    """An open file, with the cursor at a place."""

    editor: Editor
    uri: str
    at: Mapping[str, Any]

    @property
    def offers(self) -> dict[str, dict[str, Any]]:
        """What is offered at the cursor, by its label."""
        found = self.editor.ask("textDocument/completion", self.at)
        return {item["label"]: item for item in found["items"]}

    @property
    def hover(self) -> str:
        """What is said of what the cursor is on."""
        found = self.editor.ask("textDocument/hover", self.at)
        return str(found["contents"]["value"]) if found else ""

    @property
    def red(self) -> list[Red]:
        """All that is underlined in the file."""
        return self.editor.red(self.uri)


def _red(said: Mapping[str, Any]) -> Red:
    begins, ends = said["range"]["start"], said["range"]["end"]
    return Red(
        (begins["line"] + 1, begins["character"] + 1),
        (ends["line"] + 1, ends["character"] + 1),
        said["message"],
    )
