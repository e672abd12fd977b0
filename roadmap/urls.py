"""The one address below a Route that Wagtail's own pattern does not take: a file has a dot in its name."""

from django.urls import re_path

from roadmap import views

urlpatterns = [re_path(r"^(?P<below>(?:[\w-]+/)+)plan\.ics$", views.plan_file, name="plan-file")]
