"""The subcommands of `magdat`; each reads its arguments, calls the domain and prints."""
