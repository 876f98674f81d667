"""Pictures from an editor's disk to a reader's page."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guidance.articles.models import Article
from guidance.images.models import Image
from tests.factories import make_article, make_image, sign_in
from tests.images.pictures import make_file

UPLOAD = "/en/admin/images/image/upload/"
WORDS = {"alt_zh_hans": "通话记录截图", "alt_en": "A screenshot of a call log"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def uploader(client) -> User:
    """An editor who may upload pictures and nothing else."""
    user = User.objects.create_user("uploader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_image", "view_image"]))
    sign_in(client, user)
    return user


def chosen(content: bytes | None = None, name: str = "photo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_file() if content is None else content)


@pytest.mark.django_db
def test_an_uploaded_picture_is_served_for_good_and_never_guessed_at(client, uploader):
    answer = client.post(UPLOAD, {"upload": chosen(), **WORDS}).json()

    response = client.get(answer["address"])

    assert answer["alt"] == {"zh-hans": WORDS["alt_zh_hans"], "en": WORDS["alt_en"]}
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert Image.objects.get().uploaded_by == uploader


@pytest.mark.django_db
@pytest.mark.usefixtures("uploader")
@pytest.mark.parametrize("missing", ["upload", "alt_zh_hans", "alt_en"])
def test_a_picture_needs_a_file_and_words_in_both_languages(client, missing):
    sent = {"upload": chosen(), **WORDS}
    del sent[missing]

    response = client.post(UPLOAD, sent)

    assert response.status_code == 400
    assert response.json()["faults"]
    assert not Image.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("uploader")
def test_the_name_of_a_file_decides_nothing(client):
    real = client.post(UPLOAD, {"upload": chosen(name="page.html"), **WORDS})
    false = client.post(UPLOAD, {"upload": chosen(b"<html>", name="photo.png"), **WORDS})

    assert real.json()["address"].endswith(".webp")
    assert false.status_code == 400


@pytest.mark.django_db
@pytest.mark.usefixtures("uploader")
def test_the_same_picture_is_kept_once(client):
    first, again = (client.post(UPLOAD, {"upload": chosen(), **WORDS}).json() for _ in range(2))

    assert first["address"] == again["address"]
    assert Image.objects.count() == 1


@pytest.mark.django_db
def test_only_editors_who_may_upload_do(client):
    anonymous = client.post(UPLOAD, {"upload": chosen(), **WORDS})
    client.force_login(User.objects.create_user("reader", is_staff=True))
    without_permission = client.post(UPLOAD, {"upload": chosen(), **WORDS})

    assert anonymous.status_code == 403
    assert without_permission.status_code == 403
    assert not Image.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("uploader")
def test_uploading_is_not_done_by_following_a_link(client):
    assert client.get(UPLOAD).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["unknown.webp", "../secret_key", "%2e%2e/secret_key", "", "secret.txt"])
def test_no_file_is_served_that_the_database_does_not_know(client, tmp_path, name):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")

    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.django_db
def test_a_picture_whose_file_is_gone_is_not_found(client, tmp_path):
    image = make_image()
    (tmp_path / image.slug).unlink()

    assert client.get(image.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_a_picture_in_a_text_has_its_size_and_loads_late():
    image = make_image()

    article = make_article(body_en=f"![A call log]({image.get_absolute_url()})")

    for attribute in ('alt="A call log"', 'width="40"', 'height="30"', 'loading="lazy"'):
        assert attribute in article.body_html_en


@pytest.mark.django_db
def test_a_picture_that_was_never_uploaded_is_a_fault_with_its_line():
    article = make_article()
    article.body_en = "First.\n\n![x](/media/never.webp)"

    with pytest.raises(ValidationError) as caught:
        article.full_clean()

    [message] = caught.value.message_dict["body_en"]
    assert "3" in message
    assert "/media/never.webp" in message


@pytest.mark.django_db
def test_a_picture_on_another_site_is_that_sites_affair():
    article = make_article()
    article.body_en = "[a link](https://other.example/media/photo.jpg)"

    article.full_clean()


@pytest.mark.django_db
def test_a_picture_in_use_cannot_be_deleted(client, admin_user, tmp_path, django_capture_on_commit_callbacks):
    image = make_image()
    article = make_article(body_en=f"![A call log]({image.get_absolute_url()})")
    sign_in(client, admin_user)
    address = reverse("admin:images_image_delete", args=[image.pk])

    refused = client.post(address, {"post": "yes"})
    Article.objects.get(pk=article.pk).delete()
    with django_capture_on_commit_callbacks(execute=True):
        allowed = client.post(address, {"post": "yes"})

    assert (refused.status_code, allowed.status_code) == (403, 302)
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_a_picture_is_added_in_the_admin_and_only_its_words_change(client, admin_user):
    sign_in(client, admin_user)
    client.post(reverse("admin:images_image_add"), {"upload": chosen(), **WORDS})
    image = Image.objects.get()

    change = reverse("admin:images_image_change", args=[image.pk])
    client.post(change, {"alt_zh_hans": "新的说明", "alt_en": "New words"})

    image.refresh_from_db()
    assert (image.alt_zh_hans, image.alt_en) == ("新的说明", "New words")
    assert client.get(image.get_absolute_url()).status_code == 200
