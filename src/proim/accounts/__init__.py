"""People: who they are and how they sign in.

An account says who somebody is, never what they may do: that comes from dated appointments
(agencies). People are invited, never sign up by themselves, and are disabled, never deleted.
"""
