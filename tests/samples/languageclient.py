"""A small client of the Language Server Protocol (3.17) over stdio, for tests: JSON-RPC with Content-Length frames."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import Any, Self

PATIENCE = 60.0


class Client:
    """A server process and the messages exchanged with it. Used as a context manager, it ends the process."""

    def __init__(self, command: Sequence[str], cwd: Path, environment: dict[str, str] | None = None) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0
        )
        self.messages: Queue[dict[str, Any]] = Queue()
        self.notices: list[dict[str, Any]] = []
        self.errors = b""
        self.settings: dict[str, Any] = {}
        self._next = 0
        for target in (self._read, self._drain):
            threading.Thread(target=target, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self.process.stdin,):
            if stream is not None:
                stream.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def start(self, root: Path | None, encodings: Sequence[str] = (), **more: Any) -> dict[str, Any]:
        """The handshake; gives the server's capabilities."""
        general = {"general": {"positionEncodings": list(encodings)}} if encodings else {}
        completion = {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}}
        capabilities = {
            **general,
            "textDocument": {"completion": completion, "hover": {"contentFormat": ["markdown"]}},
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        uri = root.as_uri() if root else None
        folders = [{"uri": uri, "name": "work"}] if uri else None
        answer = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": uri,
                "workspaceFolders": folders,
                "capabilities": capabilities,
                **more,
            },
        )
        self.tell("initialized", {})
        return dict(answer["capabilities"])

    def stop(self) -> int:
        """Asks the server to end and gives its exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(PATIENCE)

    def ask(self, method: str, params: Any) -> Any:
        """A request and its result. Raises AssertionError with the server's error, or when no answer comes."""
        answer = self.answer(self.send(method, params))
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def send(self, method: str, params: Any) -> int:
        """A request sent without waiting; gives its id."""
        self._next += 1
        self._write({"id": self._next, "method": method, "params": params})
        return self._next

    def tell(self, method: str, params: Any) -> None:
        """A notification."""
        self._write({"method": method, "params": params})

    def answer(self, wanted: int) -> dict[str, Any]:
        """The answer to a request sent before."""
        while True:
            message = self._take()
            if message.get("id") == wanted and "method" not in message:
                return message

    def diagnostics(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """The next diagnostics of a file (of a version of it, where one is given)."""
        while True:
            for at, notice in enumerate(self.notices):
                params = notice.get("params") or {}
                if notice["method"] != "textDocument/publishDiagnostics" or params["uri"] != uri:
                    continue
                if version is None or params.get("version") == version:
                    del self.notices[: at + 1]
                    return list(params["diagnostics"])
            self._take()

    def open(self, uri: str, text: str, version: int = 1) -> None:
        """Tells the server that a file is open in the editor, with its text."""
        document = {"uri": uri, "languageId": "yaml", "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, text: str, version: int) -> None:
        """Tells the server the whole new text of an open file."""
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def at(self, method: str, uri: str, line: int, character: int, **more: Any) -> Any:
        """A request about a place in a file, counted from 0 as the protocol does."""
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        return self.ask(f"textDocument/{method}", {**place, **more})

    def _take(self) -> dict[str, Any]:
        try:
            message = self.messages.get(timeout=PATIENCE)
        except Empty:
            raise AssertionError(f"the server says nothing; its stderr: {self.errors.decode()}") from None
        if "method" in message and "id" in message:
            self._serve(message)
        elif "method" in message:
            self.notices.append(message)
        return message

    def _serve(self, message: dict[str, Any]) -> None:
        """Answers the server's own requests: settings by section, nothing to anything else."""
        result: Any = None
        if message["method"] == "workspace/configuration":
            result = [self.settings.get(item.get("section"), {}) for item in message["params"]["items"]]
        self._write({"id": message["id"], "result": result})

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        reader = open(stream.fileno(), "rb", closefd=False)  # noqa: SIM115 - a pipe, buffered
        while line := reader.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
                while reader.readline().strip():
                    pass
                self.messages.put(json.loads(reader.read(length)))

    def _drain(self) -> None:
        stream = self.process.stderr
        assert stream is not None
        while piece := stream.read(4096):
            self.errors += piece
