"""Keep the versions of the privacy notice as rows; the first is the text that people accepted so far."""

from datetime import date

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

SHORT_ES = (
    "La unidad a cargo del programa de modernización utiliza sus datos de identificación y de contacto "
    "institucional para operar el programa. Puede ejercer sus derechos en «Mis datos»."
)
SHORT_EN = (
    "The unit in charge of the modernization programme uses your identification and your institutional "
    "contact data to run the programme. You can exercise your rights under “My data”."
)
TEXT_ES = """La unidad a cargo del programa de modernización utiliza los datos personales de las personas servidoras públicas que participan en él.

Qué datos
Nombre, cargo, correo institucional, teléfono de la oficina, designaciones, cursos tomados y lo que cada persona hizo en esta plataforma.

Para qué
Para operar el programa: saber quién responde por cada proyecto e informe, escribirle, capacitarlo y rendir cuentas de lo realizado.

Quién los ve
La oficina del programa y las personas de su propio ente público. El nombre y el cargo de enlaces y titulares son públicos, como lo son los cargos. Nadie de fuera recibe lo demás.

Por cuánto tiempo
Mientras participe y, después, el tiempo que pidan las normas de archivos públicos. Lo realizado queda en el historial del programa.

Sus derechos
Puede pedir el acceso, la rectificación, la cancelación o la oposición al uso de sus datos en «Mis datos» o en la unidad de transparencia del ente a cargo. El nombre, el cargo y el teléfono puede corregirlos usted en su perfil."""
TEXT_EN = """The unit in charge of the modernization programme uses the personal data of the public servants who take part in it.

Which data
Name, post, institutional e-mail, telephone of the office, appointments, courses taken, and what each person did on this platform.

What for
To run the programme: to know who answers for each project and report, to write to them, to train them, and to account for what was done.

Who sees them
The programme office and the people of your own public entity. Name and post of liaison officers and heads are public, as the posts are. Nobody outside receives the rest.

How long
While you take part, and afterwards as long as the rules of public archives ask. What was done stays in the history of the programme.

Your rights
You may ask to see, correct, cancel or oppose the use of your data under “My data” or at the transparency unit of the body in charge. Name, post and telephone you can correct yourself in your profile."""


def begin(apps, schema_editor):
    apps.get_model("accounts", "PrivacyNotice").objects.create(
        version=1,
        since=date(2010, 11, 17),
        short_es=SHORT_ES,
        short_en=SHORT_EN,
        text_es=TEXT_ES,
        text_en=TEXT_EN,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_spanish_order")]

    operations = [
        migrations.CreateModel(
            name="PrivacyNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(unique=True, verbose_name="version")),
                ("since", models.DateField(verbose_name="in force from")),
                ("short_es", models.TextField(verbose_name="short notice")),
                ("short_en", models.TextField(verbose_name="short notice in English")),
                ("text_es", models.TextField(help_text="Each part: a line with its heading, then its text. An empty line between two parts.", verbose_name="whole notice")),
                ("text_en", models.TextField(help_text="Each part: a line with its heading, then its text. An empty line between two parts.", verbose_name="whole notice in English")),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="published")),
                ("published_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"verbose_name": "privacy notice", "verbose_name_plural": "privacy notices", "ordering": ["-version"]},
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
