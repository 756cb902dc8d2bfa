"""The programme's published figures, counted from the records and never typed.

Higher apps register sources: what is counted, how, and which records stand behind each number.
This app asks them as of a day and as known at a moment, does the arithmetic and shows the table.
"""
