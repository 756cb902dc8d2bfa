"""Referrals (canalization): what goes to whom, why, by when, and what came of it.

Stands beside ``monitoring``: it knows projects, and the questions of agencies are its own. Who should
receive a case is proposed by ``formulas.ranking``, from rules that are data; a person decides.
"""
