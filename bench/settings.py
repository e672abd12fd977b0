"""The site's settings, with one view more: the bare one that cached pages are measured against."""

from config.settings import *  # noqa: F403 - the site as it is served

ROOT_URLCONF = "bench.urls"
