"""What auditors do: read within their mandate, draw samples, take dossiers away, and observe.

What a mandate opens is said by the rules of the apps below (``agencies.rules.in_audit``); nothing here
shows more than those rules do.
"""
