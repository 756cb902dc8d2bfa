"""What people do about personal data. One verb, one function."""

from proim.privacy.actions.exporting import export
from proim.privacy.actions.notice import accept_notice, publish_notice
from proim.privacy.actions.person import block, erase, reveal, unblock
from proim.privacy.actions.request import answer, ask, extend, finish
from proim.privacy.actions.term import purge, set_term

__all__ = [
    "accept_notice",
    "answer",
    "ask",
    "block",
    "erase",
    "export",
    "extend",
    "finish",
    "publish_notice",
    "purge",
    "reveal",
    "set_term",
    "unblock",
]
