"""How one installation runs: settings, addresses, the server and its commands."""
