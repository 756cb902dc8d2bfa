"""The screens: one's own messages, and the outbox of all for administrators."""
