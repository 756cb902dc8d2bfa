"""The files of a project: evidence, plans, photographs; whose they are and who may read them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.files.slots import Kind
from proim.projects.models import Project
from proim.projects.workflow import Stage

NAME = "project"
ENDED = (Stage.CANCELLED, Stage.MERGED, Stage.WITHDRAWN)


def kind() -> Kind:
    """Return what projects tell about their files."""
    return Kind(
        name=NAME,
        label=gettext_lazy("Files of the project"),
        model=Project,
        view="projects.history",
        edit="projects.attach",
        public="projects.view",
        allowance=lambda project: f"agency:{project.agency_id}",
        refuses=_refusal,
    )


def _refusal(project: Any) -> str:
    return _("The project has ended: its files stay as they are.") if project.stage in ENDED else ""
