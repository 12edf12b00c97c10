"""The command line: `elearn`, or `python -m elearn`."""

from elearn.cli import main

if __name__ == "__main__":
    main()
