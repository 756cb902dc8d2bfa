"""Needs, courses through time, their sessions, who was there, and what came of it."""

from proim.training.models.course import CoreMark, Course, CourseQuerySet, Modality
from proim.training.models.enrolment import (
    Certificate,
    CertificateCounter,
    Enrolment,
    Mark,
    Outcome,
    posts_on,
)
from proim.training.models.exam import (
    LEAST_OPTIONS,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Attempt,
    Exam,
    Moment,
    Question,
)
from proim.training.models.need import Need, NeedQuerySet
from proim.training.models.opinion import Item, Remark, Tally
from proim.training.models.presence import Block, Presence, Way, attendance_of
from proim.training.models.session import LARGEST, CourseSessionQuerySet, Session

__all__ = [
    "LARGEST",
    "LEAST_OPTIONS",
    "MOST_OPTIONS",
    "MOST_QUESTIONS",
    "Attempt",
    "Block",
    "Certificate",
    "CertificateCounter",
    "CoreMark",
    "Course",
    "CourseQuerySet",
    "CourseSessionQuerySet",
    "Enrolment",
    "Exam",
    "Item",
    "Mark",
    "Modality",
    "Moment",
    "Need",
    "NeedQuerySet",
    "Outcome",
    "Presence",
    "Question",
    "Remark",
    "Session",
    "Tally",
    "Way",
    "attendance_of",
    "posts_on",
]
