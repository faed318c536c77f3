"""One tree of errors, each with a sentence for people in both languages and the exit code of the command line."""


class PolicyGraphError(Exception):
    """Anything that policygraph reports to its user: one clear sentence, no traceback.

    ``en`` says in English what ``zh`` says; it is left out where no page can show the error, or one sentence serves
    both.
    """

    exit_code = 1

    def __init__(self, zh: str, en: str | None = None) -> None:
        """The error with its sentence."""
        super().__init__(zh, en)
        self.zh, self.en = zh, en or zh

    def __str__(self) -> str:
        """What the command line says."""
        return self.zh


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
