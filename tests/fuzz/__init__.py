"""Fuzzing of everything that reads what others wrote: `make fuzz`, `python -m tests.fuzz --help`.

`targets.py` says what is called and what must hold, `seeds.py` where inputs begin, `driving.py`
runs one target by Atheris (guided by coverage) or by `mutating.py` (blind, everywhere). Inputs that
once broke something are kept in tests/cases/fuzz and run by `test_fuzz.py`.
"""
