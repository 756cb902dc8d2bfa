"""How people prove who they are beyond a password: passkeys, codes, and providers outside.

A proof says who somebody is and never adds to what the person may do. The accounts of the office,
of administrators and of auditors need a second factor (``slots.OBLIGED`` says whose they are).
"""
