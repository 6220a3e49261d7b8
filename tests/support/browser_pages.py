"""Pages of a report in a browser: their elements once scripts have run, and documents with hostile names."""

import json
import re
import shutil
import subprocess
from html import unescape

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<b>b</b>",
    '=1+"\\ \u2028é😀',
]
REPORTED = re.compile(r'<pre id="reported">(.*?)</pre>', re.DOTALL)
REPORT = """
const report = (value) => {
  const reported = document.createElement("pre");
  reported.id = "reported";
  reported.textContent = JSON.stringify(value);
  document.body.append(reported);
};
"""


@pytest.fixture
def shown(tmp_path):
    """A function: the text of a page -> its elements once scripts have run, as HTML."""

    def show(text: str, *flags: str) -> str:
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8")
        command = [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
        ]
        shot = [*command, *flags, "--virtual-time-budget=20000", "--dump-dom", file.as_uri()]
        return subprocess.run(shot, capture_output=True, text=True, timeout=120, check=True).stdout

    return show


def with_scripts(text: str, *scripts: str) -> str:
    """The page with scripts of the test's own, which its policy would forbid."""
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    added = "".join(f"<script>{script}</script>" for script in (REPORT, *scripts))
    return open_page.replace("</body>", f"{added}</body>")


def reported(dom: str) -> object:
    return json.loads(unescape(REPORTED.search(dom)[1]))


def hostile_documents(documents) -> dict:
    made = documents(HOSTILE, "review")
    for each, name in zip(made["flips"], (HOSTILE[3], HOSTILE[0]), strict=True):
        each |= {"id": name, "truth": HOSTILE[1], "text": HOSTILE[0], "legacy_words": HOSTILE[2]}
    made["drift"]["columns"][0]["column"] = HOSTILE[1]
    made["comparison"]["slices"][0]["name"] = HOSTILE[1]
    made["decision"]["reasons"][0] |= {
        "check": HOSTILE[0],
        "detail": {"underpowered": [HOSTILE[1]]},
    }
    made["decision"]["summary"] = made["ingest"]["source"] = HOSTILE[0]
    return made
