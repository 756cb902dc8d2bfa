"""The face of the platform: base template, components, tokens, print and contrast styles.

No models and no knowledge of the domain: pages of the other apps are made of the tags in
``templatetags/ui.py``. The gallery at ``/ui/`` shows each component in each state, and
``docs/identity.md`` says when to use which.
"""
