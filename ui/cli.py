"""The command line."""


def main() -> int:
    """Entry point of the ``policygraph`` command."""
    raise NotImplementedError
