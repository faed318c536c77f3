"""One tree of errors, each with a sentence for people and the exit code of the command line."""


class PolicyGraphError(Exception):
    """Anything that policygraph reports to its user: one clear sentence, no traceback."""

    exit_code = 1


class InputError(PolicyGraphError):
    """The file, page or request at hand can't be used; the message says what and where."""


class NotFound(PolicyGraphError):
    """What was named (a document, a provision, a file) does not exist."""


class NotAllowed(PolicyGraphError):
    """Somebody asked for what their role does not include."""


class Conflict(PolicyGraphError):
    """Somebody else has decided meanwhile; the message says who, when and what."""


class StoreBusy(PolicyGraphError):
    """Another process holds the embedded graph for writing."""


class StoreUnavailable(PolicyGraphError):
    """A graph server can't be reached; the message says what to check."""

    exit_code = 3
