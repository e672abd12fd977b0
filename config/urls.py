"""The addresses of the site: the admin and the machine's own, then Wagtail's pages."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from core import views
from core.sitemap import PublicSitemap

handler400 = "core.views.bad_request"
handler403 = "core.views.permission_denied"
handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("", include("learners.urls")),
    path("", include("quiz.urls")),
    path("", include("roles.urls")),
    path("", include("roadmap.urls")),
    path("", include("cookbooks.urls")),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicSitemap}}, name="sitemap"),
    path("media/<path:path>", views.media, name="media"),
    path("", include(wagtail_urls)),
]
