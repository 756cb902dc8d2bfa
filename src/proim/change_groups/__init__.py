"""Change groups: the people of a public entity who keep its modernization going.

A group is constituted by an act that the head approves; it meets, agrees on things with an owner and a
day, and leaves minutes. Its level is computed from its meetings.
"""
