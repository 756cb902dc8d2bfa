"""What auditors do, and what the office answers. Nothing here changes what is audited."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import Mandate
from proim.audit.actions import record
from proim.auditing.formulas import drawn, list_digest
from proim.auditing.models import Observation, Sample, Word
from proim.auditing.reading import keys_of
from proim.auditing.workflow import FLOW
from proim.core.clock import today
from proim.core.permissions import require
from proim.core.workflow import move
from proim.projects.models import Project

MOST = 500


@transaction.atomic
def draw(mandate: Mandate, size: int, seed: str, *, by: User) -> Sample:
    """Draw ``size`` projects from what ``mandate`` opens; without a seed one is made.

    Raises:
        PermissionDenied: ``by`` holds no such mandate today.
        ValidationError: there is nothing to draw from, or ``size`` is not from 1 to 500.
    """
    mandate = require("auditing.draw", by, mandate)
    if not 1 <= size <= MOST:
        raise ValidationError({"size": _("Write a number from 1 to 500.")})
    keys = list(keys_of(mandate).values())
    if not keys:
        raise ValidationError({"size": _("Your mandate opens no project to draw from.")})
    seed = seed.strip() or secrets.token_hex(8)
    sample = Sample(
        mandate=mandate,
        seed=seed,
        size=size,
        population=len(keys),
        list_sha256=list_digest(keys),
        keys=drawn(seed, keys, size),
        drawn_at=timezone.now(),
        by=by,
    )
    sample.full_clean()
    sample.save(force_insert=True)
    facts: dict[str, Any] = {
        "seed": seed,
        "size": size,
        "population": len(keys),
        "list": sample.list_sha256,
    }
    record("auditing.draw", sample, by=by, keys=sample.keys, **facts)
    return sample


@transaction.atomic
def export(project: Project, *, index: str, parts: int, by: User) -> Project:
    """Note that a dossier left the platform; ``index`` is the SHA-256 of its list of hashes."""
    project = require("auditing.export", by, project)
    record("auditing.export", project, by=by, index=index, parts=parts)
    return project


@transaction.atomic
def observe(project: Project, subject: str, text: str, *, by: User) -> Observation:
    """Make an observation about a project; the office answers it.

    Raises:
        PermissionDenied: no mandate of ``by`` opens the project today.
        ValidationError: nothing is said.
    """
    project = require("auditing.observe", by, project)
    mandates = Mandate.objects.on(today()).filter(person=by)
    mandate = next(m for m in mandates if project.pk in keys_of(m))
    made = Observation(mandate=mandate, project=project, subject=subject.strip(), by=by)
    made.made_on = today()
    made.full_clean()
    made.save(force_insert=True)
    _say(made, "observe", text, by)
    record("auditing.observe", made, by=by, project=project.folio or str(project.code))
    return made


@transaction.atomic
def answer(observation: Observation, text: str, *, by: User) -> Observation:
    """Answer an observation for the office."""
    observation = require("auditing.answer", by, observation)
    _say(observation, "answer", text, by)
    move(observation, FLOW, "answer")
    record("auditing.answer", observation, by=by, comment=text.strip())
    return observation


@transaction.atomic
def insist(observation: Observation, text: str, *, by: User) -> Observation:
    """Find the answer not enough: the office answers again."""
    observation = require("auditing.insist", by, observation)
    _say(observation, "insist", text, by)
    move(observation, FLOW, "insist")
    record("auditing.insist", observation, by=by, comment=text.strip())
    return observation


@transaction.atomic
def conclude(observation: Observation, text: str, *, by: User) -> Observation:
    """Conclude the exchange, with what follows from it."""
    observation = require("auditing.conclude", by, observation)
    _say(observation, "conclude", text, by)
    move(observation, FLOW, "conclude")
    record("auditing.conclude", observation, by=by, comment=text.strip())
    return observation


def _say(observation: Observation, verb: str, text: str, by: User) -> None:
    if not text.strip():
        raise ValidationError({"text": _("Write what you have to say.")})
    Word.objects.create(
        observation=observation, verb=verb, text=text.strip(), said_on=today(), by=by
    )
