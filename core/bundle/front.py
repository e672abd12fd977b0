"""The page a site opens with."""

from wagtail.models import Page, Site

# As Wagtail's own migrations make it, and nobody has touched it since.
_WELCOME = {
    "slug": "home",
    "title": "Welcome to your new Wagtail site!",
    "depth": 2,
    "numchild": 0,
    "latest_revision": None,
}


def open_with(page: Page) -> None:
    """Let the site open with `page` where it still opens with Wagtail's welcome, which goes; else change nothing."""
    welcome = Page.objects.filter(**_WELCOME).first()
    if not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    if welcome is None or welcome.specific_class is not Page:
        return
    for site in Site.objects.filter(root_page=welcome):
        site.root_page = page
        site.save()
    welcome.delete()
