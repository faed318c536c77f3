"""One question being answered: its store, its scope, what has been read, and the query to show."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from graph.kept import Kept, kept
from graph.model import Query
from graph.store import GraphStore
from qa import rows
from qa.concordance import Concordance, Concordances
from qa.near_words import Near
from qa.normalise import Language
from qa.question import Question
from qa.rows import Doc, Duty, Row, Sentence, Unit, rows_of
from qa.scope import Scope

_NAMED = 30
"""Characters of a topic that are shown."""


class Inquiry:
    """What the kinds of question answer from.

    ``topics`` are what it is about, as the documents have it; ``near`` are words of the question for which they have
    others, ``also`` the other names that they have for a topic, ``nominated`` the documents that the index found for
    some words, ``asked`` the English that a topic was read from.
    """

    def __init__(self, store: GraphStore, question: Question, scope: Scope, topics: tuple[str, ...]) -> None:
        """Nothing is read before it is asked for."""
        self.store = store
        self.question = question
        self.scope = scope
        self.topics = topics
        self.near: tuple[Near, ...] = ()
        self.also: dict[str, tuple[str, ...]] = {}
        self.asked: dict[str, str] = {}
        self.query: Query | None = None
        self.notes: list[str] = []
        self.offers: list[str] = []
        self.nominated: dict[tuple[str, ...], list[Doc]] = {}
        self._units: dict[str, dict[str, Unit]] = {}
        self._texts: dict[str, str] = {}

    @property
    def language(self) -> Language:
        """The language of the reply."""
        return self.question.language

    @property
    def document(self) -> Doc:
        """The document that fits best."""
        return self.scope.documents[0]

    @property
    def wording(self) -> str:
        """The question without the characters that named the documents: names in it are names in the text."""
        text = self.question.text
        for word in (*self.question.document_numbers_as_written, *sorted(self.scope.words, key=len, reverse=True)):
            text = text.replace(word, " " * len(word)) if word else text
        return text

    def say(self, zh: str, en: str) -> str:
        """The wording in the language of the reply."""
        return zh if self.language == "zh" else en

    def in_marks(self, topic: str) -> str:
        """A topic in quotation marks, with the English that it was read from."""
        english = self.asked.get(topic)
        return f"“{topic[:_NAMED]}”" + (f" ({english})" if english and english != topic else "")

    def note(self, zh: str, en: str) -> None:
        """Add a line at the end of the answer, once."""
        line = self.say(zh, en)
        if line not in self.notes:
            self.notes.append(line)

    def offer(self, zh: str, en: str) -> None:
        """Add a further question that has an answer, before the kind's own."""
        self.offers.append(self.say(zh, en))

    def read(self, kind: type[Row], cypher: str, **parameters: object) -> list[Row]:
        """Rows of the query that the answer stands on: it is the one shown with the answer."""
        self.query = Query(cypher=" ".join(cypher.split()), parameters=parameters)
        return rows_of(kind, self.store, cypher, **parameters)

    def look_up(self, kind: type[Row], cypher: str, **parameters: object) -> list[Row]:
        """Rows of a helping query, shown with the answer only where there is no other."""
        self._show(cypher, **parameters)
        return rows_of(kind, self.store, cypher, **parameters)

    def _show(self, cypher: str, **parameters: object) -> None:
        self.query = self.query or Query(cypher=" ".join(cypher.split()), parameters=parameters)

    def doc(self, key: str) -> Doc:
        """The document of a node id that the scope holds."""
        return next(doc for doc in self.scope.documents if doc.key == key)

    def units(self, document: str) -> list[Unit]:
        """All provisions of a document, in order."""
        return list(self._units_by_id(document).values())

    def unit(self, document: str, identity: str | None) -> Unit | None:
        """A provision by its id."""
        return self._units_by_id(document).get(identity) if identity else None

    def _units_by_id(self, document: str) -> dict[str, Unit]:
        if document not in self._units:
            self._show(rows.UNITS, document=document)
            self._units.update(self._kept.each("units", [document], self._read_units))
        return self._units[document]

    def _read_units(self, documents: list[str]) -> dict[str, dict[str, Unit]]:
        return {
            key: {unit.id: unit for unit in rows_of(Unit, self.store, rows.UNITS, document=key)} for key in documents
        }

    def text(self, document: str) -> str:
        """A document's whole text."""
        if document not in self._texts:
            self._texts[document] = str(self.store.read(rows.DOCUMENT_TEXT, {"document": document})[0]["text"])
        return self._texts[document]

    def focus(self, documents: Sequence[Doc]) -> None:
        """Look in these documents only, as if the question had named them."""
        self.scope = msgspec.structs.replace(self.scope, documents=tuple(documents), named=True)
        self.__dict__.pop("said", None)

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The sentences of the scope's documents, in order."""
        return self.said.sentences

    @cached_property
    def said(self) -> Concordances:
        """What the scope's documents say."""
        self._show(rows.SENTENCES, documents=self.scope.keys)
        return self.said_in(self.scope.documents)

    def said_in(self, documents: Iterable[Doc]) -> Concordances:
        """What some documents say, in the order of their ids."""
        keys = sorted({doc.key for doc in documents})
        found = self._kept.each("said", keys, self._read_said)
        return Concordances([found[key] for key in keys])

    def _read_said(self, documents: list[str]) -> dict[str, Concordance]:
        said: dict[str, list[Sentence]] = {key: [] for key in documents}
        for sentence in rows_of(Sentence, self.store, rows.SENTENCES, documents=documents):
            said[sentence.document].append(sentence)
        return {key: Concordance(sentences) for key, sentences in said.items()}

    @cached_property
    def _kept(self) -> Kept:
        return kept(self.store)

    def general(self, document: str) -> list[Duty]:
        """Who coordinates or answers for the whole document."""
        return rows_of(Duty, self.store, rows.DUTIES_OF_WHOLE, document=document)
