"""What depends on a word's form alone, computed once per form.

Character-level states, word vectors and what is linear in them do not know the context, so a form
has the same input vector wherever it stands. Half of the words of a batch, and nine tenths of those
of a corpus, have been seen before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

#: Forms whose vectors are kept: some 20 MB for each model.
CAPACITY = 20_000
#: Answers in letters that are kept. With twice as many half as many forms are asked again, for at
#: most 2 % less time and 9 MB more.
ANSWERS = 20_000
#: Forms that are computed at once.
CHUNK = 1024

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """A function of many arguments that keeps its last answers, the least recently used go first.

    Args:
        compute: answers for distinct arguments, in their order.
        capacity: answers that are kept between calls.
    """

    def __init__(
        self, compute: Callable[[list[Key]], Iterable[Value]], capacity: int = ANSWERS
    ) -> None:
        self._compute, self._capacity = compute, capacity
        self._known: OrderedDict[Key, Value] = OrderedDict()

    def __call__(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """The answer for each distinct key."""
        known = self._known
        new = []
        answers: dict[Key, Value] = {}
        for key in dict.fromkeys(keys):
            if key in known:
                known.move_to_end(key)
                answers[key] = known[key]
            else:
                new.append(key)
        if new:
            made = dict(zip(new, self._compute(new), strict=True))
            answers.update(made)
            known.update(made)
            while len(known) > self._capacity:
                known.popitem(last=False)
        return answers


class FormTable:
    """Input vectors of word forms, in one tensor; the least recently used give way.

    Args:
        compute: vectors of distinct forms, forms x width.
        capacity: forms that are kept; a batch with more of them makes the table larger.
    """

    def __init__(
        self, compute: Callable[[list[str]], Any], capacity: int = CAPACITY, chunk: int = CHUNK
    ) -> None:
        self._compute, self._capacity, self._chunk = compute, capacity, chunk
        self._rows: OrderedDict[str, int] = OrderedDict()
        self._vectors: Any = None

    def vectors(self, forms: Sequence[str]) -> tuple[Any, Any]:
        """The table, and the row in it of each form. Good until the next call."""
        import torch

        rows = self._rows
        new = []
        distinct = dict.fromkeys(forms)
        for form in distinct:
            if form in rows:
                rows.move_to_end(form)
            else:
                new.append(form)
        if new:
            self._add(new, spare=len(rows) - (len(distinct) - len(new)))
        numbers = torch.tensor([rows[form] for form in forms], dtype=torch.int64)
        return self._vectors, numbers.to(self._vectors.device)

    def _add(self, new: list[str], spare: int) -> None:
        """Compute new forms; they may take the places of the `spare` oldest."""
        import torch

        # Shortest first, so that forms that are computed together are of like length.
        new.sort(key=len)
        chunks = (new[at : at + self._chunk] for at in range(0, len(new), self._chunk))
        made = torch.cat([self._compute(chunk) for chunk in chunks])
        places = list(range(len(self._rows), self._capacity))[: len(new)]
        for _ in range(min(spare, len(new) - len(places))):
            places.append(self._rows.popitem(last=False)[1])
        more = len(new) - len(places)
        places.extend(range(self._capacity, self._capacity + more))
        self._capacity += more
        if self._vectors is None or len(self._vectors) < self._capacity:
            # Filled, not only reserved: memory that a table will need is taken when it is made.
            larger = made.new_empty(self._capacity, made.shape[1]).fill_(0)
            if self._vectors is not None:
                larger[: len(self._vectors)] = self._vectors
            self._vectors = larger
        self._vectors[torch.tensor(places, device=made.device)] = made
        self._rows.update(zip(new, places, strict=True))


class CharacterStates:
    """What the character model of a tagger says of forms.

    Args:
        model: with a `charmodel`, if it has one.
        vocab: of the model; "char" are its letters.
    """

    def __init__(self, model: Any, vocab: Any) -> None:
        self._model: Any = getattr(model, "charmodel", None)
        self._letters = _Letters(vocab["char"]) if self._model else {}

    def __call__(self, forms: Sequence[str]) -> Any:
        """The states of forms that are not empty: forms x states."""
        import torch

        order = sorted(range(len(forms)), key=lambda number: -len(forms[number]))
        lengths = [len(forms[number]) for number in order]
        letters = self._letters
        found = [letters[letter] for number in order for letter in forms[number]]
        # The vocabulary's padding is its first letter.
        characters = torch.zeros(len(forms), lengths[0], dtype=torch.int64)
        inside = torch.arange(lengths[0]) < torch.tensor(lengths)[:, None]
        characters[inside] = torch.tensor(found)
        characters = characters.to(self._model.char_emb.weight.device)
        return self._model(characters, None, order, [len(forms)], lengths).data


class _Letters(dict[str, int]):
    """The number of each letter in a vocabulary, looked up when it is first asked for."""

    def __init__(self, vocab: Any) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, letter: str) -> int:
        number: int = self._vocab.unit2id(letter)
        self[letter] = number
        return number


def distinct(table: Any, rows: Any) -> tuple[Any, Any]:
    """Each row of a table that is asked for, once, and where in these the rows asked for are."""
    import torch

    chosen, places = torch.unique(rows, return_inverse=True)
    return table.index_select(0, chosen), places
