"""The doors of the platform: the public home, and for each person what waits for them.

The portal stands above all apps and holds no records of its own: its blocks ask the apps below,
through the same permissions as every list.
"""
