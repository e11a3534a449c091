"""R12.1: pictures and documents in S3, over HTTP against a server that speaks it."""

import urllib.error
import urllib.request
from pathlib import Path

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from environs import Env
from moto.server import ThreadedMotoServer

from apps.core.private import private_files
from apps.media import selectors, services
from apps.media.tests.test_services import photo
from marketplace.settings.files import FOREVER, media_origins, storages_from

KEYS = {"S3_ACCESS_KEY": "key", "S3_SECRET_KEY": "secret", "S3_REGION": "eu-central-1"}


@pytest.fixture(scope="module")
def s3_url():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def in_s3(s3_url, settings, monkeypatch):
    """The project as its environment sets it up for S3; returns boto3's own look at it."""
    names = KEYS | {
        "S3_ENDPOINT_URL": s3_url,
        "S3_ADDRESSING_STYLE": "path",
        "MEDIA_S3_BUCKET": "pictures",
        "PRIVATE_S3_BUCKET": "documents",
    }
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    client = boto3.client(
        "s3",
        endpoint_url=s3_url,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="eu-central-1",
    )
    for bucket in ("pictures", "documents"):
        client.create_bucket(
            Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
    settings.STORAGES = settings.STORAGES | storages_from(Env(), base_dir=Path("/nowhere"))
    yield client
    for bucket in ("pictures", "documents"):
        for row in client.list_objects_v2(Bucket=bucket).get("Contents", []):
            client.delete_object(Bucket=bucket, Key=row["Key"])
        client.delete_bucket(Bucket=bucket)


def test_a_picture_lies_in_s3_for_ever_and_its_page_leads_there(db, in_s3, s3_url):
    image = services.store_image(content=photo(900, 600))

    shown = selectors.picture(image, sizes="10rem", alt="")
    kept = in_s3.head_object(Bucket="pictures", Key=image.original.name)

    assert shown.src.startswith(f"{s3_url}/pictures/pictures/")
    assert "?" not in shown.srcset
    assert (kept["CacheControl"], kept["ContentType"]) == (FOREVER, "image/webp")
    assert len(in_s3.list_objects_v2(Bucket="pictures")["Contents"]) == len(image.renditions) + 1
    again = services.store_image(content=photo(900, 600))
    assert again.pk == image.pk


def test_a_document_opens_only_by_a_signed_address_for_a_minute(in_s3):
    name = private_files().save("kyc/passport.pdf", ContentFile(b"secret"))
    signed = private_files().url(name)

    assert {"X-Amz-Signature", "X-Amz-Expires"} <= {
        part.partition("=")[0] for part in signed.partition("?")[2].split("&")
    }
    assert "X-Amz-Expires=60" in signed
    with urllib.request.urlopen(signed, timeout=5) as answer:
        assert answer.read() == b"secret"
    with private_files().open(name) as file:
        assert file.read() == b"secret"
    assert (
        in_s3.get_object_acl(Bucket="documents", Key=name)["Grants"][0]["Grantee"].get("URI")
        is None
    )


def test_a_document_never_takes_anothers_place(in_s3):
    first = private_files().save("exports/a.zip", ContentFile(b"one"))
    second = private_files().save("exports/a.zip", ContentFile(b"two"))

    assert first != second
    assert private_files().open(first).read() == b"one"


def test_a_cdns_domain_stands_in_addresses_and_in_the_policy(monkeypatch, settings):
    for name, value in (
        KEYS
        | {
            "MEDIA_S3_BUCKET": "pictures",
            "PRIVATE_S3_BUCKET": "documents",
            "MEDIA_CDN_DOMAIN": "cdn.example.com",
        }
    ).items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = settings.STORAGES | storages_from(Env(), base_dir=Path("/nowhere"))

    assert storages["default"].url("pictures/a.webp") == "https://cdn.example.com/pictures/a.webp"
    assert "cdn.example.com" not in private_files().url("kyc/a.pdf")
    assert media_origins(Env()) == ["https://cdn.example.com"]


def test_on_ones_own_disk_nothing_else_is_let_in(monkeypatch):
    monkeypatch.delenv("MEDIA_S3_BUCKET", raising=False)
    monkeypatch.setenv("MEDIA_URL", "https://cdn.example.com/media/")

    assert media_origins(Env()) == ["https://cdn.example.com"]
    monkeypatch.delenv("MEDIA_URL")
    assert media_origins(Env()) == []


@pytest.mark.parametrize("path", ["x" * 5000, "a/" * 1000 + "b.webp", "%00.webp", "pictures"])
def test_a_name_that_no_disk_can_have_is_not_there(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_a_name_that_climbs_out_of_the_pictures_is_refused(client):
    assert client.get("/media/..%2f..%2fmanage.py").status_code == 400
