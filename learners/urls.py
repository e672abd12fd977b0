"""Where learners see what is held of them, take it along, and say what they can."""

from django.urls import path

from learners import moving, views

urlpatterns = [
    path("you/", views.you, name="you"),
    path("you/export/", views.export, name="you-export"),
    path("you/delete/", views.delete, name="you-delete"),
    path("you/skills/<slug:slug>/", views.skill, name="you-skill"),
    path("you/carry/", moving.start, name="you-carry"),
    path("you/carry/<slug:token>/", moving.arrive, name="you-arrive"),
    path("privacy/", views.privacy, name="privacy"),
]
