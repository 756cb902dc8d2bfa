"""The whole permission matrix of training, as a table a lawyer can read."""

from contextlib import nullcontext

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from proim.agencies.models import Programme, Role
from proim.core.permissions import may, names, require, rows
from proim.training.models import Enrolment, Session
from tests.builders.people import make_member, make_office
from tests.builders.training import make_course, make_enrolment, make_exam, make_need, make_session

pytestmark = pytest.mark.django_db

#   permission             row          nobody  liaison  alternate  head  the_person  office
MATRIX = [
    ("training.view", "course", "yes", "yes", "yes", "yes", "yes", "yes"),
    ("training.view", "session", "yes", "yes", "yes", "yes", "yes", "yes"),
    ("training.add_course", "programme", "no", "no", "no", "no", "no", "yes"),
    ("training.count", "programme", "no", "no", "no", "no", "no", "yes"),
    ("training.edit_course", "course", "no", "no", "no", "no", "no", "yes"),
    ("training.mark_core", "course", "no", "no", "no", "no", "no", "yes"),
    ("training.schedule", "course", "no", "no", "no", "no", "no", "yes"),
    ("training.edit_session", "session", "no", "no", "no", "no", "no", "yes"),
    ("training.close_session", "session", "no", "no", "no", "no", "no", "yes"),
    ("training.see_people", "session", "no", "no", "no", "no", "no", "yes"),
    ("training.enrol", "session", "no", "no", "no", "no", "no", "yes"),
    ("training.unenrol", "enrolment", "no", "no", "no", "no", "no", "yes"),
    ("training.move_up", "session", "no", "no", "no", "no", "no", "no"),
    ("training.settle", "enrolment", "no", "no", "no", "no", "no", "yes"),
    ("training.add_exam", "course", "no", "no", "no", "no", "no", "yes"),
    ("training.edit_exam", "exam", "no", "no", "no", "no", "no", "yes"),
    ("training.add_question", "exam", "no", "no", "no", "no", "no", "yes"),
    ("training.retire_question", "question", "no", "no", "no", "no", "no", "yes"),
    ("training.raise_need", "agency", "no", "no", "no", "no", "yes", "yes"),
    ("training.see_need", "need", "no", "no", "no", "no", "yes", "yes"),
    ("training.withdraw_need", "need", "no", "no", "no", "no", "yes", "yes"),
    ("training.gather", "need", "no", "no", "no", "no", "no", "yes"),
    ("training.release_need", "need", "no", "no", "no", "no", "no", "yes"),
    ("training.decline_need", "need", "no", "no", "no", "no", "no", "yes"),
    ("training.opine", "enrolment", "no", "no", "no", "no", "yes", "no"),
    ("training.hand_in", "enrolment", "no", "no", "no", "no", "yes", "no"),
    ("training.note_presence", "session", "no", "no", "no", "no", "no", "yes"),
    ("training.check_in", "session", "no", "no", "no", "no", "yes", "no"),
    ("training.check_in", "closed", "no", "no", "no", "no", "no", "no"),
    ("training.join", "session", "no", "yes", "yes", "no", "yes", "no"),
    ("training.join", "closed", "no", "no", "no", "no", "no", "no"),
    ("training.join", "not open", "no", "no", "no", "no", "no", "no"),
    ("training.see_record", "enrolment", "no", "no", "no", "no", "yes", "yes"),
    ("training.withdraw", "enrolment", "no", "no", "no", "no", "yes", "yes"),
    ("training.attend", "enrolment", "no", "no", "no", "no", "no", "yes"),
    ("training.certify", "enrolment", "no", "no", "no", "no", "no", "yes"),
    ("training.fail", "enrolment", "no", "no", "no", "no", "no", "yes"),
    ("training.correct", "enrolment", "no", "no", "no", "no", "no", "yes"),
]


@pytest.fixture
def world():
    session = make_session()
    person, exam = make_member(Role.LIAISON), make_exam(questions=1)
    need = make_need(person.appointments.get().agency)
    return {
        "rows": {
            "programme": Programme.get(),
            "course": make_course(),
            "session": session,
            "closed": make_session(closed_on=session.ends_on),
            "not open": make_session(is_open=False),
            "agency": need.agency,
            "need": need,
            "exam": exam,
            "question": exam.questions.get(),
            "enrolment": make_enrolment(person, session),
        },
        "actors": [
            AnonymousUser(),
            make_member(Role.LIAISON),
            make_member(Role.ALTERNATE),
            make_member(Role.HEAD),
            person,
            make_office(),
        ],
    }


def test_the_matrix_holds_every_permission_of_training():
    assert {permission for permission, *_rest in MATRIX} == {
        name for name in names() if name.startswith("training.")
    }


@pytest.mark.parametrize("case", MATRIX, ids=lambda case: f"{case[0]} {case[1]}")
def test_matrix(case, world):
    permission, kind, *expected = case
    row = world["rows"][kind]
    for actor, wanted in zip(world["actors"], expected, strict=True):
        listed = type(row).objects.filter(rows(permission, actor), pk=row.pk).exists()
        assert (listed, str(actor)) == (wanted == "yes", str(actor))
        assert may(permission, actor, row) == listed
        with nullcontext() if listed else pytest.raises(PermissionDenied):
            require(permission, actor, row)


def test_the_buttons_of_a_list_agree_with_the_matrix(world):
    office, stranger = world["actors"][-1], world["actors"][1]
    for actor, wanted in ((office, True), (stranger, False)):
        session = Session.objects.with_permissions(actor, "training.enrol").first()
        enrolment = Enrolment.objects.with_permissions(actor, "training.correct").first()
        assert (session.may_enrol, enrolment.may_correct) == (wanted, wanted)
