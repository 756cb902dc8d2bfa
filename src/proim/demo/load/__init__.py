"""Plays the demonstration's files through the actions that people use, day by day."""

from proim.demo.load.access import Account, accounts, password
from proim.demo.load.play import NotEmptyError, TooEarlyError, load, stands_on

__all__ = ["Account", "NotEmptyError", "TooEarlyError", "accounts", "load", "password", "stands_on"]
