"""The register of modernization projects: what they are, where they stand, who answers.

An agency's liaison registers a project and sends it; the office returns it with comments at
the fields or accepts it with a folio. From then on the project counts.
"""
