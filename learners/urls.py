"""Where learners see what is held of them."""

from django.urls import path

from learners import views

urlpatterns = [
    path("you/", views.you, name="you"),
    path("you/delete/", views.delete, name="you-delete"),
    path("privacy/", views.privacy, name="privacy"),
]
