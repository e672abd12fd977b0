"""What a reader may say of a command: parsed, and refused in plain words."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

LONGEST = 600
SHORTEST = 8
NO_ADDRESS = "This is not a web address. Write it in full, from https:// on, or leave it out."


class ChangeForm(forms.Form):
    """That a command is no longer as it is told: what has changed, and a page that shows it."""

    reason = forms.CharField(
        max_length=LONGEST,
        min_length=SHORTEST,
        error_messages={
            "required": "Say in a few words what has changed.",
            "min_length": "Say a little more: what happens now, and with which version?",
            "max_length": f"This is longer than {LONGEST} characters. Say the most important of it.",
        },
    )
    link = forms.CharField(required=False, max_length=300, error_messages={"max_length": NO_ADDRESS})

    def clean_reason(self) -> str:
        """The words on lines of their own, as they were typed."""
        return "\n".join(line.strip() for line in self.cleaned_data["reason"].splitlines())

    def clean_link(self) -> str:
        """A web address, without a name or password in it. Raises ValidationError."""
        link: str = self.cleaned_data["link"]
        if not link:
            return ""
        try:
            URLValidator(schemes=["http", "https"])(link)
        except ValidationError as error:
            raise ValidationError(NO_ADDRESS) from error
        if "@" in urlsplit(link).netloc:
            raise ValidationError("This address holds a name or a password. Leave that part out.")
        return link
