"""The command line, installed with the package."""

import os
import sys

from .process import binary


def main() -> None:
    os.execv(binary(), [binary(), *sys.argv[1:]])
