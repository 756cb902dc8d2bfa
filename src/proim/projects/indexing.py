"""What the search index knows of a project."""

from proim.projects.models import Project
from proim.search.index import put


def index(project: Project) -> None:
    """Put ``project`` into the search index under the words of its public page."""
    agency = project.agency
    names = (project.folio or "", project.title_es, project.title_en, project.short_name)
    texts = (
        agency.name,
        agency.acronym,
        project.problem_es,
        project.problem_en,
        project.objective_es,
        project.objective_en,
        project.population_es,
        project.population_en,
    )
    put(project, title=" ".join(names), body=" ".join(texts))
