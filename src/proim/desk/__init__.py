"""What a person keeps on the own desk: forms begun and not sent, and views of lists.

It knows people and addresses, no agency and no project. Forms and lists say where it may appear
(``ui.slots.EXTRAS``); the apps that own a list name it in ``slots.LISTS``.
"""
