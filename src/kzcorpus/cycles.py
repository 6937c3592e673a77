"""Python's search for cycles among objects, for work that makes many objects and no cycles."""

from __future__ import annotations

import gc

#: New objects after which a search begins. A batch of documents makes tens of thousands, importing
#: and listing files as many; with Python's own few hundreds the search takes 3 % of a worker's time
#: and a twelfth of a short command's.
_AFTER = 100_000


def search_seldom() -> None:
    """Search this process only after so many new objects."""
    gc.set_threshold(_AFTER)


def leave_out() -> None:
    """Leave what is there now out of every later search.

    That saves time; and what was loaded before a fork stays shared, as a search writes to all that
    it looks at.
    """
    gc.collect()
    gc.freeze()


def take_back() -> None:
    """Search what was left out too from now on."""
    gc.unfreeze()
