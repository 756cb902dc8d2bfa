"""Courses through time, their sessions, who was enrolled and what came of it."""

from proim.training.models.course import CoreMark, Course, CourseQuerySet, Modality
from proim.training.models.enrolment import (
    Certificate,
    CertificateCounter,
    Enrolment,
    Mark,
    Outcome,
    posts_on,
)
from proim.training.models.session import LARGEST, Session, SessionQuerySet

__all__ = [
    "LARGEST",
    "Certificate",
    "CertificateCounter",
    "CoreMark",
    "Course",
    "CourseQuerySet",
    "Enrolment",
    "Mark",
    "Modality",
    "Outcome",
    "Session",
    "SessionQuerySet",
    "posts_on",
]
