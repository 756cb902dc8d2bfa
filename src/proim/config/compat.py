"""The one file that knows whether this is Django 5.2 with back-ports or Django 6 with its own."""

import django

DJANGO6 = django.VERSION >= (6, 0)

if DJANGO6:
    TASKS_APPS = ["django_tasks_db"]
    TASKS_IMMEDIATE = "django.tasks.backends.immediate.ImmediateBackend"
    CSP_APPS: list[str] = []
    CSP_MIDDLEWARE = "django.middleware.csp.ContentSecurityPolicyMiddleware"
    TEMPLATE_BUILTINS: list[str] = []
else:
    TASKS_APPS = ["django_tasks", "django_tasks_db"]
    TASKS_IMMEDIATE = "django_tasks.backends.immediate.ImmediateBackend"
    CSP_APPS = ["csp"]
    CSP_MIDDLEWARE = "csp.middleware.CSPMiddleware"
    TEMPLATE_BUILTINS = ["template_partials.templatetags.partials"]


def template_loaders(*, cached: bool) -> list[object]:
    """Return the loaders: partials (5.2 only) over a cache over the folders of the apps."""
    loaders: list[object] = ["django.template.loaders.app_directories.Loader"]
    if cached:
        loaders = [("django.template.loaders.cached.Loader", loaders)]
    return loaders if DJANGO6 else [("template_partials.loader.Loader", loaders)]


def content_policy(directives: dict[str, list[str]]) -> dict[str, object]:
    """Return the settings by which this Django sends the content policy."""
    if DJANGO6:
        return {"SECURE_CSP": directives}
    return {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": directives}}
