"""A local forge that records its requests, and a substitute for the `cml` program."""

import itertools
import json
import re
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

REQUESTS = re.compile(r"/api/v4/projects/[^/]+/merge_requests")
NOTES = re.compile(r"/api/v4/projects/[^/]+/merge_requests/(\d+)/notes(?:/(\d+))?")
STAND_IN = '''
"""Replaces `cml`: opens one merge request and keeps one comment on it."""
import json, os, pathlib, sys, urllib.parse, urllib.request
project = os.environ["CML_REPO"].split("/", 3)
base = f"{'/'.join(project[:3])}/api/v4/projects/{urllib.parse.quote(project[3], safe='')}/merge_requests"

def call(method, path="", **fields):
    data = urllib.parse.urlencode(fields).encode() if fields else None
    headers = {"PRIVATE-TOKEN": os.environ["REPO_TOKEN"]}
    with urllib.request.urlopen(urllib.request.Request(base + path, data, headers, method=method)) as response:
        return json.load(response)

options = dict(zip(sys.argv[3::1], sys.argv[4::1]))
if sys.argv[1:3] == ["pr", "create"]:
    ends = {"source_branch": options["--branch"], "target_branch": options["--target-branch"]}
    opened = [request for request in call("GET", "?state=opened") if ends.items() <= request.items()]
    print((opened or [call("POST", title=options["--title"], **ends)])[0]["web_url"])
else:
    notes = f"/{options['--target'].removeprefix('pr/')}/notes"
    mark = f"CML watermark {options['--watermark-title']}"
    text = pathlib.Path(sys.argv[-1]).read_text() + mark
    old = [note["id"] for note in call("GET", notes) if mark in note["body"]]
    call(*(("PUT", f"{notes}/{old[0]}") if old else ("POST", notes)), body=text)
'''


class Forge(ThreadingHTTPServer):
    """The part of GitLab's API that pull requests and their comments need.

    Attributes:
        requests: the open merge requests.
        notes: id of a comment -> its text.
        tokens: the tokens that were sent.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, object]] = []
        self.notes: dict[int, str] = {}
        self.tokens: set[str] = set()
        self.ids = itertools.count(1)

    @property
    def project(self) -> str:
        """The address of the project."""
        return f"http://127.0.0.1:{self.server_address[1]}/team/project"


class Handler(BaseHTTPRequestHandler):
    """Handles one request."""

    server: Forge

    def log_message(self, *_: object) -> None:
        """Logs nothing."""

    def _respond(self) -> None:
        content = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        self.server.tokens.add(self.headers.get("private-token") or self.headers.get("authorization") or "")
        body = json.dumps(self._value(self.path.partition("?")[0], dict(parse_qsl(content)))).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _value(self, path: str, fields: dict[str, str]) -> object:
        forge = self.server
        if path.endswith("/version"):
            return {"version": "17.0"}
        if REQUESTS.fullmatch(path):
            if self.command == "POST":
                number = len(forge.requests) + 1
                created = {
                    "iid": number,
                    "web_url": f"{forge.project}/-/merge_requests/{number}",
                    "state": "opened",
                }
                forge.requests.append({**fields, **created})
            return forge.requests[-1] if self.command == "POST" else forge.requests
        if match := NOTES.fullmatch(path):
            if self.command in ("POST", "PUT"):
                forge.notes[int(match[2] or next(forge.ids))] = fields["body"]
            return [{"id": number, "body": text} for number, text in forge.notes.items()]
        return []

    do_GET = do_POST = do_PUT = _respond  # noqa: N815


@contextmanager
def run_forge():
    """A forge that runs until the end of the test."""
    forge = Forge()
    threading.Thread(target=forge.serve_forever, daemon=True).start()
    yield forge
    forge.shutdown()


def write_program(folder: Path, name: str, text: str) -> None:
    """Writes an executable Python program into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!{sys.executable}\n{text}")
    (folder / name).chmod(0o755)
