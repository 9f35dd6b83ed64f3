"""A yaml-language-server as an editor talks to it: over stdio, one request after another."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Self


class LanguageServer:
    """Start the server `program` (its JavaScript file) with Node.js; to be used in a `with` block."""

    def __init__(self, program: Path, root: Path) -> None:
        self._root, self._number, self._versions = root, 0, {}
        self._process = subprocess.Popen(
            ["node", str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> Self:
        capabilities = {
            "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True}},
                "publishDiagnostics": {},
            },
        }
        self.request("initialize", {"processId": None, "rootUri": self._root.as_uri(), "capabilities": capabilities})
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": {"yaml": _SETTINGS}})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def problems(self, path: Path, text: str) -> list[str]:
        """What is red or yellow in `text`, opened as the file `path`."""
        self._open(path, text)
        while True:
            told = self._read()
            params = told.get("params", {})
            is_of_it = told.get("method") == "textDocument/publishDiagnostics" and params["uri"] == path.as_uri()
            if is_of_it and params.get("version") in (None, self._versions[path]):
                return [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in params["diagnostics"]]

    def offers(self, path: Path, text: str) -> list[str]:
        """What is offered where `text` has a ¦, in the order in which it is shown."""
        line, column = text[: text.index("¦")].count("\n"), len(text[: text.index("¦")].rpartition("\n")[2])
        self._open(path, text.replace("¦", ""))
        where = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
        found = self.request("textDocument/completion", where)
        items = found["items"] if isinstance(found, dict) else found or []
        return [item["label"] for item in items]

    def request(self, method: str, params: Any) -> Any:
        """Ask, and return the answer; what the server asks meanwhile is answered."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            told = self._read()
            if told.get("id") == self._number and "method" not in told:
                return told.get("result")

    def _open(self, path: Path, text: str) -> None:
        version = self._versions[path] = self._versions.get(path, 0) + 1
        if version == 1:
            document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
            self._notify("textDocument/didOpen", {"textDocument": document})
        else:
            document = {"uri": path.as_uri(), "version": version}
            self._notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def _notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        length = 0
        while (line := self._process.stdout.readline().strip()) or not length:
            if not line and self._process.poll() is not None:
                raise RuntimeError("the language server has ended")
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        told: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "method" in told and "id" in told:
            asked = told["params"].get("items", []) if told["method"] == "workspace/configuration" else None
            answer = None if asked is None else [_SETTINGS if i.get("section") == "yaml" else None for i in asked]
            self._send({"id": told["id"], "result": answer})
        return told


_SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
