import logging

import pytest
from django.db import connection
from django.template import engines
from django.test import Client


def test_live_answers_without_a_database(client):
    answer = client.get("/health/live")

    assert answer.content == b"alive\n"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_asks_the_database_and_the_stamp_once(client, stamp, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.content == b"ready\n"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_without_a_stamp(client):
    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert b"scheduler" in answer.content


@pytest.mark.django_db(transaction=True)
def test_not_ready_without_a_database(client, stamp):
    connection.close()
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], "a_database_that_is_gone"

    try:
        answer = client.get("/health/ready")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name

    assert answer.status_code == 503
    assert b"database" in answer.content


@pytest.mark.django_db
def test_robots_names_the_sitemap_of_its_host_and_shuts_the_admin(client, stamp):
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ("/health/live", "/health/ready", "/robots.txt"))
def test_machine_pages_are_only_looked_at(client, path):
    answer = client.post(path)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.django_db
def test_unknown_address_is_our_own_page(client):
    answer = client.get("/nothing/here/")

    assert answer.status_code == 404
    assert "<title>Nothing at this address" in answer.content.decode()
    assert "Set-Cookie" not in answer.headers


@pytest.mark.django_db
@pytest.mark.urls("tests.core.urls")
def test_fault_gets_a_number_that_finds_it_in_the_log(caplog):
    browser = Client(raise_request_exception=False)

    with caplog.at_level(logging.ERROR):
        answer = browser.get("/broken/a-key-of-somebody/")

    assert answer.status_code == 500
    [record] = [record for record in caplog.records if record.name == "core.views"]
    reference = record.args[0]
    assert len(reference) == 8
    assert reference in answer.content.decode()
    assert str(record.exc_info[1]) == "broken on purpose"
    assert "a-key-of-somebody" not in caplog.text.partition("Traceback")[0]


@pytest.mark.django_db
@pytest.mark.urls("tests.core.urls")
def test_database_that_is_away_is_a_matter_of_a_moment(caplog):
    answer = Client(raise_request_exception=False).get("/adrift/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Back in a moment" in answer.content.decode()


@pytest.mark.parametrize("template", ("400.html", "500.html"))
def test_page_of_a_fault_draws_with_no_database_and_no_request(template):
    page = engines["django"].get_template(template).render({"title": "A title", "reference": "0badcafe"})

    assert "<title>A title" in page


@pytest.mark.django_db
def test_picture_is_served_from_this_machine_and_nothing_above_its_folder_is(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "hill.webp").write_bytes(b"a picture")
    (tmp_path / "secret-key").write_text("hush")

    response = client.get("/media/hill.webp")

    assert (b"".join(response.streaming_content), response["Content-Type"]) == (b"a picture", "image/webp")
    assert response["Cache-Control"] == "public, max-age=604800"
    assert client.get("/media/../secret-key").status_code == 400
    assert client.get("/media/%2e%2e/secret-key").status_code == 400
    assert client.get("/media/gone.webp").status_code == 404
