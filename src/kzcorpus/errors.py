"""The exceptions that kzcorpus raises on purpose.

Each message is one line that says what happened, where, and what to do next; the command line
prints it as it is and exits with the class's `exit_code`.
"""

from __future__ import annotations


class KzcorpusError(Exception):
    """The base of all of them."""

    exit_code = 1


class OffsetError(KzcorpusError):
    """A span, an edit or a map that cannot be: a mistake in the program, not in the input."""


class UsageError(KzcorpusError):
    """An argument that makes no sense."""

    exit_code = 2


class ConfigError(UsageError):
    """A pipeline file with an unknown key, a wrong type or a wrong value."""


class CorpusError(KzcorpusError):
    """The corpus is missing, incomplete, damaged, or of another schema version."""

    exit_code = 3


class ModelError(KzcorpusError):
    """A model is missing, was tampered with, or gives what nobody can interpret."""


class EngineError(KzcorpusError):
    """The machines that were to do the work cannot be used."""


class RemoteError(KzcorpusError):
    """A store cannot be reached, refuses, or holds what cannot be copied to a folder."""


class MissingPackageError(KzcorpusError):
    """A Python package is not installed; the message names the extra that brings it."""


class NormaliseError(KzcorpusError):
    """A text that cannot be made clean: the document is refused."""


class AnnotationError(KzcorpusError):
    """What an annotator returned does not fit the text: the document is refused."""


class TooLongError(KzcorpusError):
    """A stage takes longer for a document than the settings allow: the document is refused."""

    @classmethod
    def after(cls, seconds: float) -> TooLongError:
        return cls(
            f"took longer than {seconds:,.10g} seconds; cut it up, or raise [ingest] max_seconds"
        )


#: The reason of a file that ended the process that read it.
READER_DIED = "reader died"


class IngestError(KzcorpusError):
    """A file that cannot become a document. `reason` is the short word for the table."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail

    @classmethod
    def late(cls, error: TooLongError) -> IngestError:
        """A file whose reading was ended because it took too long."""
        return cls("took too long", str(error))

    @classmethod
    def died(cls, how: str) -> IngestError:
        """A file that ended the process that read it."""
        return cls(READER_DIED, f"{how}; save its text as .txt")
