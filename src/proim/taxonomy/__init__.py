"""The words the programme classifies with: strategies, sub-topics and catalogues.

Every term has a Spanish and an English label and a validity. Terms are retired, never deleted.
"""
