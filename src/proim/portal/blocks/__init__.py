"""What waits for a person: short lists by due date, each from the app that knows it.

A block is shown only if something is in it. Each one costs the same queries however long it is.
"""

from proim.portal.blocks.of_agency import head, liaison
from proim.portal.blocks.of_audit import auditor
from proim.portal.blocks.of_group import member
from proim.portal.blocks.of_office import office
from proim.portal.blocks.parts import Block, Item
from proim.portal.blocks.referred import target

__all__ = ["Block", "Item", "auditor", "head", "liaison", "member", "office", "target"]
