from django.urls import path

from search import download_views, suggest, views

app_name = "search"

urlpatterns = [
    path("search/", views.results, name="results"),
    path("search.json", views.results_json, name="results_json"),
    path("search/help/", views.help_page, name="help"),
    path("search/advanced/", views.advanced, name="advanced"),
    path("search/feed.atom", download_views.feed, name="feed"),
    path("search/many/", download_views.many, name="many"),
    path("search/suggest.json", suggest.suggest, name="suggest"),
    path("search/export/<slug:form>/", download_views.export, name="export"),
]
