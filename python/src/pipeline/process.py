"""Runs ``pipeline worker``: one line in, one line out."""

from __future__ import annotations

import atexit
import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple, Union

from .document import Document

Text = Union[str, Mapping[str, Any]]

# Records that one worker has before it or is at: enough to keep it busy, few enough to hold.
_WINDOW = 64


class PipelineError(Exception):
    """Something that pipeline could not do."""


class RecordError(PipelineError):
    """A record that could not be read; the message is the worker's."""


class WorkerError(PipelineError):
    """A worker process that ended before it had answered everything."""


def binary() -> str:
    """The program: ``PIPELINE_BINARY``, the one in the package, or the one on PATH."""
    named = os.environ.get("PIPELINE_BINARY")
    packaged = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bin", "pipeline")
    for path in (named, packaged if os.access(packaged, os.X_OK) else None):
        if path:
            return path
    found = shutil.which("pipeline")
    if found is None:
        raise PipelineError("there is no pipeline program: install the wheel, or name it in PIPELINE_BINARY")
    return found


def _arguments(
    date: Optional[str], dictionary: Optional[str], words: bool, explain: bool
) -> Tuple[str, ...]:
    arguments = ["worker", "--lang", "en"]
    if date is not None:
        arguments += ["--date", str(date)]
    if dictionary is not None:
        arguments += ["--dictionary", str(dictionary)]
    if words:
        arguments.append("--words")
    if explain:
        arguments.append("--explain")
    return tuple(arguments)


def _encoded(record: Text) -> Tuple[str, bytes]:
    """The record's text as its offsets will count it, and the line for the worker."""
    fields: Dict[str, Any] = {"text": record} if isinstance(record, str) else dict(record)
    text = fields.get("text")
    if not isinstance(text, str):
        raise RecordError("the record has no text")
    try:
        line = json.dumps(fields, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeEncodeError:
        # Lone surrogates, which UTF-8 cannot hold: each becomes U+FFFD, a pair its character.
        fields = {
            key: value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            if isinstance(value, str)
            else value
            for key, value in fields.items()
        }
        text = fields["text"]
        line = json.dumps(fields, default=str).encode("ascii")
    return text, line + b"\n"


class _Worker:
    """One process. Its errors go to a file: a pipe that nobody reads would block it."""

    def __init__(self, arguments: Tuple[str, ...]):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [binary(), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            bufsize=1 << 18,
        )
        self.owner = os.getpid()

    def write(self, lines: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(lines)
        self.process.stdin.flush()

    def end(self) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.close()
        except OSError:
            pass

    def answer(self) -> bytes:
        """The next line; raises :class:`WorkerError` when there is none."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if line.endswith(b"\n"):
            return line
        status = self.process.wait()
        self.errors.seek(0, os.SEEK_END)
        self.errors.seek(max(0, self.errors.tell() - 2000))
        message = self.errors.read().decode("utf-8", "replace").strip()
        raise WorkerError(f"the worker ended with status {status}" + (f": {message}" if message else ""))

    def kill(self) -> None:
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.end()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.errors.close()


def _document(text: str, answer: bytes) -> Document:
    if answer.startswith(b'{"error":'):
        raise RecordError(json.loads(answer)["error"])
    return Document(text, answer)


_workers: Dict[Tuple[str, ...], _Worker] = {}
_lock = threading.Lock()


def extract(
    text: Text,
    *,
    date: Optional[str] = None,
    dictionary: Optional[str] = None,
    words: bool = False,
    explain: bool = False,
) -> Document:
    """What is said in one text.

    The worker process is kept for the next call.

    :param text: an article, or a record with ``text`` and perhaps ``id``, ``title``, ``date``.
    :param date: day of publication (ISO 8601), the anchor of 昨天 where the text names none.
    :param dictionary: path of a file of words to keep whole.
    :param words: give the offsets of all words, too.
    :param explain: say which rule is behind every decision (in ``raw``).
    :raises RecordError: the text cannot be read.
    :raises WorkerError: the worker process died.
    """
    content, line = _encoded(text)
    arguments = _arguments(date, dictionary, words, explain)
    with _lock:
        worker = _workers.get(arguments)
        # A forked process must not share its parent's worker.
        if worker is None or worker.owner != os.getpid():
            worker = _workers[arguments] = _Worker(arguments)
        try:
            try:
                worker.write(line)
            except BrokenPipeError:
                pass  # answer() says why.
            answer = worker.answer()
        except BaseException:
            # Interrupted between line and answer, it would answer the next call wrongly.
            worker.kill()
            del _workers[arguments]
            raise
    return _document(content, answer)


@atexit.register
def _end() -> None:
    for worker in _workers.values():
        worker.kill()


def pipe(
    texts: Iterable[Text],
    *,
    n_process: int = 1,
    on_error: str = "raise",
    date: Optional[str] = None,
    dictionary: Optional[str] = None,
    words: bool = False,
    explain: bool = False,
) -> Iterator[Any]:
    """What is said in many texts: yields a document for each, in order, while texts still come.

    ``texts`` is read in another thread, no further ahead than the workers need.

    :param n_process: how many worker processes.
    :param on_error: ``raise``, or ``return`` to yield the :class:`RecordError` in the document's place.
    :raises WorkerError: a worker process died.
    """
    if n_process < 1:
        raise ValueError("n_process must be at least 1")
    if on_error not in ("raise", "return"):
        raise ValueError("on_error is 'raise' or 'return'")
    return _piped(texts, n_process, on_error, _arguments(date, dictionary, words, explain))


def _piped(
    texts: Iterable[Text], n_process: int, on_error: str, arguments: Tuple[str, ...]
) -> Iterator[Any]:
    workers = [_Worker(arguments) for _ in range(n_process)]
    inboxes: List["queue.SimpleQueue[Optional[bytes]]"] = [queue.SimpleQueue() for _ in workers]
    # What was sent, in order: (worker, text), an error of a record, or the end.
    sent: "queue.SimpleQueue[Tuple[str, Any, Any]]" = queue.SimpleQueue()
    room = threading.Semaphore(_WINDOW * n_process)
    stopped = threading.Event()

    def feed() -> None:
        turn = 0
        try:
            for record in texts:
                room.acquire()
                if stopped.is_set():
                    return
                try:
                    text, line = _encoded(record)
                except (RecordError, TypeError, ValueError) as error:
                    sent.put(("bad", RecordError(str(error)), None))
                    continue
                inboxes[turn].put(line)
                sent.put(("text", turn, text))
                turn = (turn + 1) % n_process
            sent.put(("end", None, None))
        except BaseException as error:  # of the iterable; raised where its next document is due
            sent.put(("failed", error, None))
        finally:
            for inbox in inboxes:
                inbox.put(None)

    def write(worker: _Worker, inbox: "queue.SimpleQueue[Optional[bytes]]") -> None:
        try:
            while True:
                lines = [inbox.get()]
                while lines[-1] is not None and len(lines) < _WINDOW:
                    try:
                        lines.append(inbox.get_nowait())
                    except queue.Empty:
                        break
                worker.write(b"".join(line for line in lines if line is not None))
                if lines[-1] is None:
                    break
        except (OSError, ValueError):
            pass  # The reader sees the same, and says it.
        worker.end()

    threads = [threading.Thread(target=feed, daemon=True)] + [
        threading.Thread(target=write, args=pair, daemon=True) for pair in zip(workers, inboxes)
    ]
    for thread in threads:
        thread.start()
    try:
        while True:
            kind, value, text = sent.get()
            if kind == "end":
                break
            if kind == "failed":
                raise value
            room.release()
            try:
                if kind == "bad":
                    raise value
                yield_value: Any = _document(text, workers[value].answer())
            except RecordError as error:
                if on_error == "raise":
                    raise
                yield_value = error
            yield yield_value
    finally:
        stopped.set()
        room.release()
        for inbox in inboxes:
            inbox.put(None)
        for worker in workers:
            worker.kill()
