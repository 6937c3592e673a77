"""What people look at: a corpus as a static site that opens without a network.

Everything is read from the tables of a `Corpus`; nothing here loads a model.
"""

from kzcorpus.report.site import ReportSummary, write_report
from kzcorpus.report.strings import LANGUAGES

__all__ = ["LANGUAGES", "ReportSummary", "write_report"]
