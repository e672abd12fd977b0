"""Model fields of the cookbooks."""

from core.fields import LiteralField


class VerbatimField(LiteralField):
    """Text that is shown sign by sign and never Markdown; as it is quoted, not typed, any sign may stand in it."""

    default_validators = []
