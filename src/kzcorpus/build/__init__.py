"""From a folder of documents to a corpus: what there is to do, the work, what the whole decides."""

from kzcorpus.build.events import BuildEvent, Progress
from kzcorpus.build.run import build_corpus
from kzcorpus.build.work import BuildReport, Work

__all__ = ["BuildEvent", "BuildReport", "Progress", "Work", "build_corpus"]
