"""What a project promises: milestones with weights, approved baselines, and every forecast of them as a dated fact.

So far its formulas.
"""
