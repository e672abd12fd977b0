"""The sitemap, under the address that the site has for the public."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.contrib.sitemaps import Sitemap


class PublicSitemap(Sitemap):
    """Every live public page, and what has an address below one, at SITE_URL: as the pages name themselves."""

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        urls = super()._urls(page, protocol, domain)
        return [{**url, "location": settings.SITE_URL + urlsplit(url["location"]).path} for url in urls]
