from proim.taxonomy.models import Catalogue, Term
from tests.builders.people import START


def make_term(catalogue: str = Catalogue.STRATEGY, code: str = "E1", **fields) -> Term:
    """Build the term, or return it if it is already there."""
    defaults = {"label_es": f"{code} es", "label_en": f"{code} en", "valid_from": START}
    return Term.objects.get_or_create(
        catalogue=catalogue, code=code, defaults={**defaults, **fields}
    )[0]
