"""Courses through time, their sessions, who was enrolled and there, and what came of it."""

from proim.training.models.course import CoreMark, Course, CourseQuerySet, Modality
from proim.training.models.enrolment import (
    Certificate,
    CertificateCounter,
    Enrolment,
    Mark,
    Outcome,
    posts_on,
)
from proim.training.models.presence import Presence, Way, attendance_of
from proim.training.models.session import LARGEST, CourseSessionQuerySet, Session

__all__ = [
    "LARGEST",
    "Certificate",
    "CertificateCounter",
    "CoreMark",
    "Course",
    "CourseQuerySet",
    "CourseSessionQuerySet",
    "Enrolment",
    "Mark",
    "Modality",
    "Outcome",
    "Presence",
    "Session",
    "Way",
    "attendance_of",
    "posts_on",
]
