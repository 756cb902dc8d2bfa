"""Both languages are complete: what the code says stands in the catalogues, translated."""

import pytest

from scripts import messages

PAIRS = [(app, language) for app in messages.apps() for language in messages.LANGUAGES]


@pytest.fixture(scope="session")
def said():
    """Extract once for both languages."""
    found = {}

    def of(app):
        if app not in found:
            found[app] = {
                messages.key(message): message for message in messages.extracted(app) if message.id
            }
        return found[app]

    return of


@pytest.mark.parametrize(("app", "language"), PAIRS)
def test_a_catalogue_holds_exactly_what_the_code_says(app, language, said):
    stored = {messages.key(message) for message in messages.stored(app, language) if message.id}
    assert {"missing": said(app).keys() - stored, "gone": stored - said(app).keys()} == {
        "missing": set(),
        "gone": set(),
    }


@pytest.mark.parametrize(("app", "language"), PAIRS)
def test_every_message_is_translated_without_guesses_and_with_its_placeholders(app, language):
    catalogue = messages.stored(app, language)
    empty = [
        message.id
        for message in catalogue
        if message.id
        if not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]
    assert empty == []
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []
    assert list(catalogue.obsolete) == []
    assert messages.faults(catalogue) == []


@pytest.mark.parametrize("app", messages.apps())
def test_the_english_catalogue_says_what_the_code_says(app):
    wrong = [
        message.id
        for message in messages.stored(app, "en")
        if message.id and message.string != message.id
    ]
    assert wrong == []
