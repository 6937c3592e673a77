"""The command line: thin commands over plain functions, one error boundary, one way to print."""

from kzcorpus.cli.app import app, main

__all__ = ["app", "main"]
