"""Ground that every app stands on: permissions, life cycles, dated facts, slots, HTTP helpers.

No models, no templates, nothing of the domain.
"""
