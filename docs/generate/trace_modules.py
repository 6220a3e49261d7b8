"""Which modules a stage script or a served request enters: `python trace_modules.py OUT.json src/train.py|request`.

Run in a repository whose model is in production. Functions that run while a module is being imported are not counted,
nor what happens in other threads and processes.
"""

import asyncio
import json
import runpy
import sys
from pathlib import Path
from types import FrameType

SOURCES = Path.cwd() / "src"


class ModuleTrace:
    """Notes each module of `src/` when one of its functions is called from another module.

    Attributes:
        entries: for each module, in the order in which they are entered first, how often it is.
    """

    def __init__(self) -> None:
        self.entries: dict[str, int] = {}
        self._modules: dict[str, str | None] = {}

    def __enter__(self) -> "ModuleTrace":
        sys.settrace(self._on_call)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _on_call(self, frame: FrameType, _event: str, _argument: object) -> None:
        module = self._module(frame)
        if module and module != self._calling_module(frame) and not self._while_importing(frame):
            self.entries[module] = self.entries.get(module, 0) + 1

    def _module(self, frame: FrameType) -> str | None:
        """The dotted name of a frame's module; None for a module that is not in a package of `src/`."""
        file = frame.f_code.co_filename
        if file not in self._modules:
            path = Path(file)
            inside = path.is_relative_to(SOURCES) and path.parent != SOURCES and path.suffix == ".py"
            parts = path.relative_to(SOURCES).with_suffix("").parts if inside else ()
            self._modules[file] = ".".join(parts).removesuffix(".__init__") or None
        return self._modules[file]

    def _calling_module(self, frame: FrameType) -> str | None:
        caller = frame.f_back
        while caller and not self._module(caller):
            caller = caller.f_back
        return self._module(caller) if caller else None

    def _while_importing(self, frame: FrameType) -> bool:
        caller: FrameType | None = frame
        while caller:
            if caller.f_code.co_name == "<module>" and self._module(caller):
                return True
            caller = caller.f_back
        return False


def trace_script(script: str) -> dict[str, int]:
    """The modules that a stage script enters."""
    sys.path.insert(0, str(SOURCES))
    sys.argv = [script]
    with ModuleTrace() as trace:
        runpy.run_path(script, run_name="__main__")
    return trace.entries


async def trace_request() -> dict[str, int]:
    """The modules that `POST /predict` enters for the first golden record of the model in production."""
    from httpx import ASGITransport, AsyncClient

    from retrain.serving import Settings, create_app

    golden = Path("models/production/golden.jsonl").read_text(encoding="utf-8").splitlines()[0]
    record = json.loads(golden)["record"]
    application = create_app(Settings(log_requests=False))
    async with AsyncClient(transport=ASGITransport(application), base_url="http://localhost") as client:
        await client.post("/predict", json=record)
        with ModuleTrace() as trace:
            response = await client.post("/predict", json=record)
    response.raise_for_status()
    return trace.entries


if __name__ == "__main__":
    out, traced = sys.argv[1:]
    entries = asyncio.run(trace_request()) if traced == "request" else trace_script(traced)
    Path(out).write_text(json.dumps(entries), encoding="utf-8")
