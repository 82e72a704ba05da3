"""Invented texts only."""

import dataclasses
import itertools
import os
import threading
import time

import pytest

import pipeline

TEXT = (
    "新桥提前三个月通车\n\n"
    "市长王明远5日表示，新桥已于上月完工，总投资2.8亿元。“明年还会再修一座。”王明远说。\n"
    "桥梁研究所工程师陆一鸣认为，工期缩短17.5%并不影响质量。\n"
)


def located(doc):
    for quote in doc.quotes:
        assert "…".join(doc.text[a:b] for a, b in quote.spans) == quote.text
        yield from (piece for piece in (quote.cue, quote.source) if piece)
    yield from doc.mentions
    yield from doc.figures
    yield from doc.dates
    for article in doc.articles:
        yield from article.marks
        yield from (piece for piece in (article.title, article.dateline) if piece)


def test_a_document_is_typed_and_frozen():
    doc = pipeline.extract(TEXT)
    assert "王明远" in {quote.speaker for quote in doc.quotes}
    assert {figure.decimal for figure in doc.figures} >= {"280000000", "17.5"}
    assert doc.script == "Hans" and doc.icu_version
    with pytest.raises(dataclasses.FrozenInstanceError):
        doc.quotes[0].text = ""


@pytest.mark.parametrize(
    "prefix", ["", "😀\r\n", "\ufeff", "\ud800\n", "\x00\u2028", "𠮷" * 50 + "\n"]
)
def test_offsets_slice_the_text(prefix):
    doc = pipeline.extract(prefix + TEXT)
    pieces = list(located(doc))
    assert pieces
    for piece in pieces:
        assert doc.text[piece.start : piece.end] == piece.text


def test_a_pair_of_lone_surrogates_counts_as_its_character():
    doc = pipeline.extract("\ud83d\ude00" + TEXT)
    assert doc.text.startswith("😀")
    for piece in located(doc):
        assert doc.text[piece.start : piece.end] == piece.text


def test_words():
    doc = pipeline.extract(TEXT, words=True)
    words = [doc.text[start:end] for start, end in doc.words]
    assert "".join(words) == "".join(TEXT.split())


@pytest.mark.parametrize("bad", ["", "No news today.", {"title": "无正文"}])
def test_errors_are_the_workers_words(bad):
    with pytest.raises(pipeline.RecordError) as error:
        pipeline.extract(bad)
    assert str(error.value)
    assert pipeline.extract(TEXT).quotes


def test_metadata():
    text = "昨天，市长王明远宣布开工。"
    doc = pipeline.extract({"id": "a7", "text": text, "date": "2024-03-05"})
    assert doc.id == "a7"
    assert doc.dates[0].value == "2024-03-04"
    assert pipeline.extract(text, date="2024-03-05").dates[0].value == "2024-03-04"


@pytest.mark.parametrize("n_process", [1, 3])
def test_pipe_keeps_the_order(n_process):
    texts = [{"id": str(i), "text": TEXT * (1 + i % 7)} for i in range(500)]
    docs = list(pipeline.pipe(texts, n_process=n_process))
    assert [doc.id for doc in docs] == [text["id"] for text in texts]
    assert [doc.text for doc in docs] == [text["text"] for text in texts]
    for doc in docs[:10]:
        assert doc.raw["articles"] == pipeline.extract(doc.text).raw["articles"]


def test_pipe_answers_before_the_input_ends():
    seen = threading.Event()

    def texts():
        yield TEXT
        assert seen.wait(30)
        yield TEXT

    docs = pipeline.pipe(texts(), n_process=2)
    assert next(docs).quotes
    seen.set()
    assert len(list(docs)) == 1


def test_pipe_reads_no_further_ahead_than_it_must():
    taken = itertools.count()
    docs = pipeline.pipe((f"第{next(taken)}天，{TEXT}" for _ in itertools.count()), n_process=2)
    for _ in range(10):
        next(docs)
    time.sleep(0.2)
    docs.close()
    assert next(taken) < 1000


def test_pipe_of_large_texts_does_not_block():
    texts = [TEXT * 3000] * 4
    assert [len(doc.text) for doc in pipeline.pipe(texts, n_process=2)] == [len(texts[0])] * 4


def test_errors_in_pipe():
    texts = [TEXT, "", TEXT, {"title": "无正文"}, TEXT]
    found = list(pipeline.pipe(texts, on_error="return"))
    failed = [isinstance(doc, pipeline.RecordError) for doc in found]
    assert failed == [False, True, False, True, False]
    docs = pipeline.pipe(texts)
    next(docs)
    with pytest.raises(pipeline.RecordError):
        next(docs)


def test_an_error_of_the_iterable_is_raised_in_its_place():
    def texts():
        yield TEXT
        raise KeyError("mine")

    docs = pipeline.pipe(texts())
    assert next(docs).quotes
    with pytest.raises(KeyError):
        next(docs)


def broken(tmp_path, monkeypatch, script):
    path = tmp_path / "pipeline"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PIPELINE_BINARY", str(path))


def test_a_worker_that_dies_is_an_error(tmp_path, monkeypatch):
    broken(tmp_path, monkeypatch, "echo out of memory >&2; read line; exit 9")
    with pytest.raises(pipeline.WorkerError, match="status 9: out of memory"):
        list(pipeline.pipe([TEXT] * 100, n_process=2))
    with pytest.raises(pipeline.WorkerError, match="status 9"):
        pipeline.extract(TEXT, explain=True)


def test_a_worker_that_is_killed_in_the_middle(tmp_path, monkeypatch):
    program = pipeline.binary()
    broken(tmp_path, monkeypatch, f'head -n 20 | "{program}" "$@"; kill -9 $$')
    with pytest.raises(pipeline.WorkerError):
        for _ in pipeline.pipe([TEXT] * 1000):
            pass


def test_extract_after_fork():
    pipeline.extract(TEXT)
    child = os.fork()
    if child == 0:
        os._exit(0 if pipeline.extract(TEXT).quotes else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert pipeline.extract(TEXT).quotes


def test_html_is_escaped_and_balanced():
    html = pipeline.extract("市长王明远说：“<script>不行</script>。”" + TEXT)._repr_html_()
    assert "<script>" not in html and "王明远" in html
    assert html.count("<mark") == html.count("</mark>") > 0
    assert html.count("<span") == html.count("</span>") > 0


def test_pandas():
    pytest.importorskip("pandas")
    doc = pipeline.extract(TEXT)
    for what in ("quotes", "mentions", "figures", "dates"):
        table = doc.to_pandas(what)
        assert len(table) == len(getattr(doc, what))
        assert [TEXT[a:b] for a, b in zip(table.start, table.end)] == list(table.text)
    with pytest.raises(ValueError):
        doc.to_pandas("words")


def test_spacy():
    pytest.importorskip("spacy")
    from pipeline import spacy_component

    nlp = spacy_component.blank()
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert "王明远" in {entity.text for entity in doc.ents}
    assert doc.spans["quotes"] and doc._.quotes
    assert doc.spans["quotes"][0]._.quote == doc._.quotes[0]
    assert nlp("新桥 已经完工。").text == "新桥 已经完工。"
