"""The pages of auditors, and of the office about them."""
