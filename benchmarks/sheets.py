"""How long a long list takes to be checked: ``python -m benchmarks.sheets 1000``."""

import os
import sys
import tempfile
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "proim.config.settings")


def rows(count: int) -> list[list[Any]]:
    """Return a register of ``count`` projects, the header first."""
    head = [
        "Proyecto",
        "Responsable",
        "Cargo",
        "Unidad",
        "Problema",
        "Objetivo",
        "Inicio",
        "Término",
        "Monto",
        "Alcance",
    ]
    told = [
        [
            f"Proyecto {n} de modernización",
            "Ana Ficticia Robles",
            "Directora de Planeación",
            "Dirección General",
            f"La gente hace {n} filas para un solo trámite.",
            "Resolver cada trámite en una sola visita.",
            f"{n % 28 + 1:02}/03/2011",
            ["2012", "4T 2012", "diciembre de 2012", "31/12/2012"][n % 4],
            f"$ {1000 * n + 1:,.2f}",
            "institucional",
        ]
        for n in range(count)
    ]
    return [head, *told]


def main(count: int) -> None:
    """Print the seconds for opening, matching and checking ``count`` rows in a fresh database."""
    import django  # noqa: PLC0415  settings first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    from proim.agencies.models import Role  # noqa: PLC0415
    from proim.sheets import actions, jobs  # noqa: PLC0415
    from proim.sheets.matching import grid_of, proposed  # noqa: PLC0415
    from proim.sheets.reading.opening import raw  # noqa: PLC0415
    from proim.sheets.slots import Facts, table  # noqa: PLC0415
    from proim.sheets.writing.tidy import as_xlsx  # noqa: PLC0415
    from tests.builders.people import make_agency, make_member  # noqa: PLC0415

    liaison, facts, projects = (
        make_member(Role.LIAISON, make_agency(key="A001")),
        Facts("A001"),
        table("projects"),
    )
    if projects is None:
        raise LookupError("projects")
    data = as_xlsx([("Proyectos", rows(count))])
    began = time.perf_counter()
    told = raw(data)
    opened = time.perf_counter()
    batch = actions.upload(projects, facts, name="lista.xlsx", data=data, told=told, by=liaison)
    answers, _sure, _saved = proposed(projects, grid_of(batch), facts.place, liaison)
    answers.columns = {
        n: "" if name == "presupuesto_monto" else name for n, name in answers.columns.items()
    }
    batch = actions.match(batch, answers, by=liaison)
    matched = time.perf_counter()
    batch = jobs.dry_run(batch)
    done = time.perf_counter()
    parts = {"open": opened - began, "match": matched - opened, "check": done - matched}
    told_parts = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in parts.items())
    print(f"{count} rows: {done - began:.2f} s ({told_parts}); {batch.counts}")


if __name__ == "__main__":
    if "PROIM_DATA" not in os.environ:
        with tempfile.TemporaryDirectory(prefix="proim-bench-") as folder:
            os.environ["PROIM_DATA"] = folder
            main(int(sys.argv[1]))
    else:
        main(int(sys.argv[1]))
