"""The sentences of documents, and which of them have a word: one scan of their characters, not a loop over them."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from qa.rows import Sentence
from qa.topics import pieces

Place = tuple[str, str | None]
"""A document's node id and a provision's (None: the preamble or the closing)."""


def by_place(sentences: Iterable[Sentence]) -> dict[Place, list[Sentence]]:
    """Sentences by the provision in which they stand."""
    found: dict[Place, list[Sentence]] = {}
    for sentence in sentences:
        found.setdefault((sentence.document, sentence.provision), []).append(sentence)
    return found


class _Lines:
    """Lines laid end to end."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = "\n".join(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def having(self, word: str) -> Iterator[int]:
        """The places of the lines that have a word."""
        at = self.text.find(word)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self.text.find(word, self._starts[line + 1])


class Concordance:
    """The sentences of a document in order; ``text`` has them all, a line each, ``places`` where they stand."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """Lay the sentences end to end, as printed and in small letters."""
        self.sentences = tuple(sentences)
        self.places = tuple(by_place(sentences))
        self._printed = _Lines([sentence.quote for sentence in sentences])
        self._small = _Lines([sentence.quote.lower() for sentence in sentences])
        self.text = self._printed.text

    def having(self, word: str) -> list[Sentence]:
        """See `Concordances.having`."""
        return [self.sentences[at] for at in self._printed.having(word)]

    def naming(self, names: Collection[str]) -> list[Sentence]:
        """See `Concordances.naming`."""
        places = {at for name in names for at in self._small.having(name.lower())}
        return [self.sentences[at] for at in sorted(places)]


class Concordances:
    """What some documents say, in their order."""

    def __init__(self, documents: Sequence[Concordance]) -> None:
        """Look through the documents one after the other."""
        self._documents = documents

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """All sentences."""
        return [sentence for document in self._documents for sentence in document.sentences]

    @cached_property
    def text(self) -> str:
        """All sentences, a line each."""
        return "\n".join(document.text for document in self._documents)

    @cached_property
    def places(self) -> Sequence[Place]:
        """The provisions that have sentences of their own."""
        return [place for document in self._documents for place in document.places]

    def having(self, word: str) -> list[Sentence]:
        """The sentences that have a word as it is written."""
        return [sentence for document in self._documents for sentence in document.having(word)]

    def naming(self, *names: str) -> list[Sentence]:
        """The sentences that have any of some names, in capitals or small letters."""
        return [sentence for document in self._documents for sentence in document.naming(names)]

    def pieced(self, topic: str, most: int | None = None) -> list[Sentence]:
        """The sentences that have a topic whole or in pieces (see `pieces`), no more of them than so many."""
        # no piece is shorter than two characters
        likely = [sentence for sentence in self.having(topic[:2]) if topic[-2:] in sentence.quote]
        found = [(sentence, pieces(topic, sentence.quote)) for sentence in likely]
        return [sentence for sentence, cut in found if cut is not None and (most is None or len(cut) <= most)]
