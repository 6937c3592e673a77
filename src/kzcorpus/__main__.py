"""`python -m kzcorpus` is the same program as `kzcorpus`."""

from kzcorpus.cli import main

if __name__ == "__main__":
    main()
