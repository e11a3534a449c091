"""R2.2: accounts elsewhere as a way in, against stand-ins that keep each protocol's rules."""

import base64
import hashlib
import json
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.apple.views import AppleOAuth2Adapter
from allauth.socialaccount.providers.facebook import flows as facebook_flows
from allauth.socialaccount.providers.facebook.views import FacebookOAuth2Adapter
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.google import views as google
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.core import mail
from django.test import Client
from django.urls import reverse
from jwt.algorithms import RSAAlgorithm
from werkzeug import Request, Response

from apps.accounts.models import Consent, User
from apps.accounts.tests.door import PASSWORD, confirmed

pytestmark = pytest.mark.django_db

RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
APPLE_KEY = ec.generate_private_key(ec.SECP256R1())
ISSUERS = {"google": "https://accounts.google.com", "apple": "https://appleid.apple.com"}


def pem(key):
    kind = serialization.PrivateFormat.PKCS8
    return key.private_bytes(
        serialization.Encoding.PEM, kind, serialization.NoEncryption()
    ).decode()


class Elsewhere:
    """All four sites: a code is good once; who sends a wrong secret gets nothing."""

    def __init__(self, name, url):
        self.name, self.url = name, url
        self.codes = {"good-code"}
        self.person = {"id": "42", "email": "malika@example.com", "name": "Malika Rahimova"}
        self.is_verified = True
        self.nonce = None
        self.challenge = None
        self.claims = {}
        self.key = RSA_KEY
        self.seen = []

    def __call__(self, request: Request) -> Response:
        form = {key: values[-1] for key, values in parse_qs(request.get_data(as_text=True)).items()}
        sent = form | request.args.to_dict()
        self.seen.append((request.path, sent))
        answer = getattr(self, f"_{request.path.strip('/').replace('/', '_')}", None)
        return answer(request, sent) if answer else Response(status=404)

    def _token(self, request, sent):
        if sent.get("code") not in self.codes or not self._is_known(request, sent):
            return said({"error": "invalid_grant"}, 400)
        if self.challenge and self.challenge != challenge_of(sent.get("code_verifier", "")):
            return said({"error": "invalid_grant"}, 400)
        self.codes.remove(sent["code"])
        token = {"access_token": "access", "token_type": "bearer", "expires_in": 3600}
        if self.name in ISSUERS:
            token["id_token"] = self._id_token()
        return said(token)

    def _is_known(self, request, sent):
        if self.name != "apple":
            basic = request.authorization
            return "secret" in (sent.get("client_secret"), basic and basic.password)
        claims = jwt.decode(
            sent["client_secret"],
            APPLE_KEY.public_key(),
            algorithms=["ES256"],
            audience="https://appleid.apple.com",
            issuer="team",
        )
        return claims["sub"] == "client"

    def _id_token(self):
        claims = {
            "iss": ISSUERS[self.name],
            "aud": "client",
            "sub": self.person["id"],
            "email": self.person["email"],
            "email_verified": self.is_verified,
            "iat": int(time.time()),
            "exp": int(time.time()) + 600,
            "nonce": self.nonce,
        }
        if self.name == "google":
            claims |= {"given_name": "Malika", "family_name": "Rahimova"}
        return jwt.encode(claims | self.claims, self.key, "RS256", headers={"kid": "k"})

    def _keys(self, request, sent):
        row = json.loads(RSAAlgorithm.to_jwk(RSA_KEY.public_key()))
        return said({"keys": [row | {"kid": "k", "alg": "RS256", "use": "sig"}]})

    def _user(self, request, sent):
        return said({"id": 42, "login": "malika", "name": self.person["name"], "email": None})

    def _user_emails(self, request, sent):
        email = self.person["email"]
        rows = [{"email": email, "primary": True, "verified": self.is_verified}] if email else []
        return said(rows)

    def _graph_me(self, request, sent):
        person = {key: value for key, value in self.person.items() if value}
        return said(person)


def challenge_of(verifier):
    """RFC 7636, S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def said(body, status=200):
    return Response(json.dumps(body), status=status, content_type="application/json")


@pytest.fixture(params=["google", "github", "apple", "facebook"])
def elsewhere(request, httpserver, settings, monkeypatch):
    name = request.param
    made = Elsewhere(name, httpserver.url_for("").rstrip("/"))
    for path in ("/token", "/keys", "/user", "/user/emails", "/graph/me"):
        httpserver.expect_request(path).respond_with_handler(made)
    app = {"client_id": "client", "secret": "secret"}
    if name == "apple":
        app |= {"secret": "key-id", "key": "team", "settings": {"certificate_key": pem(APPLE_KEY)}}
        monkeypatch.setattr(AppleOAuth2Adapter, "access_token_url", f"{made.url}/token")
        monkeypatch.setattr(AppleOAuth2Adapter, "public_key_url", f"{made.url}/keys")
    if name == "google":
        monkeypatch.setattr(google.GoogleOAuth2Adapter, "access_token_url", f"{made.url}/token")
    if name == "github":
        for attribute, path in (
            ("access_token_url", "token"),
            ("profile_url", "user"),
            ("emails_url", "user/emails"),
        ):
            monkeypatch.setattr(GitHubOAuth2Adapter, attribute, f"{made.url}/{path}")
    if name == "facebook":
        monkeypatch.setattr(FacebookOAuth2Adapter, "access_token_url", f"{made.url}/token")
        monkeypatch.setattr(facebook_flows, "GRAPH_API_URL", f"{made.url}/graph")
    options = {"SCOPE": ["email"], "OAUTH_PKCE_ENABLED": name in ("google", "github")}
    options |= {"METHOD": "oauth2"} if name == "facebook" else {}
    settings.SOCIALACCOUNT_PROVIDERS = {name: {"APPS": [app], **options}}
    return made


def begin(client, elsewhere, **query):
    """Press the button; the state the other site would send back."""
    answer = client.post(reverse(f"{elsewhere.name}_login", query=query or None))
    assert answer.status_code == 302, answer
    query = parse_qs(urlsplit(answer.url).query)
    elsewhere.nonce = query.get("nonce", [None])[0]
    elsewhere.challenge = query.get("code_challenge", [None])[0]
    return query["state"][0]


def come_back(client, elsewhere, **sent):
    address = reverse(f"{elsewhere.name}_callback")
    if elsewhere.name != "apple":
        return client.get(address, sent)
    # Apple posts from its own site, so without our cookie; a page of ours fetches it.
    name = {"firstName": "Malika", "lastName": "Rahimova"}
    answer = client.post(address, sent | {"user": json.dumps({"name": name})})
    return client.get(answer.url) if answer.status_code == 302 else answer


def sign_in(client, elsewhere):
    state = begin(client, elsewhere)
    return come_back(client, elsewhere, state=state, code="good-code")


def is_in(client):
    return "_auth_user_id" in client.session


def test_only_sites_with_keys_are_offered_and_only_their_origin_may_be_reached(
    elsewhere, client, settings
):
    page = client.get(reverse("account_login"))
    policy = page["Content-Security-Policy"]

    assert page.content.decode().count("Go on with") == 1
    assert reverse(f"{elsewhere.name}_login") in page.content.decode()
    assert "form-action 'self' https://" in policy
    assert "unsafe" not in policy
    settings.SOCIALACCOUNT_PROVIDERS = {}
    bare = client.get(reverse("account_login"))
    assert "Go on with" not in bare.content.decode()
    assert "https://" not in bare["Content-Security-Policy"]


def test_a_new_person_is_in_with_the_address_the_site_has_verified(elsewhere, client):
    sign_in(client, elsewhere)

    if elsewhere.name == "facebook":
        # It says nothing of whether the address is verified: we look ourselves.
        assert not is_in(client)
        assert mail.outbox[0].to == ["malika@example.com"]
        return
    assert is_in(client)
    user = User.objects.get()
    assert user.email == "malika@example.com"
    assert EmailAddress.objects.get().verified
    assert user.name == "Malika Rahimova"
    assert not user.has_usable_password()
    assert Consent.objects.filter(user=user, kind="terms", is_given=True).exists()


def test_the_same_person_comes_in_again(elsewhere, client):
    user = confirmed()
    SocialAccount.objects.create(user=user, provider=elsewhere.name, uid="42")

    sign_in(client, elsewhere)

    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.count() == 1


@pytest.mark.parametrize("state", ["wrong", ""])
def test_a_wrong_state_opens_nothing(elsewhere, client, state):
    begin(client, elsewhere)

    come_back(client, elsewhere, state=state, code="good-code")

    assert not is_in(client)
    assert not User.objects.exists()
    assert elsewhere.codes == {"good-code"}


def test_another_browsers_state_opens_nothing(elsewhere, client):

    state = begin(Client(), elsewhere)

    come_back(client, elsewhere, state=state, code="good-code")

    assert not is_in(client)


def test_a_state_is_good_once(elsewhere, client):
    state = begin(client, elsewhere)
    come_back(client, elsewhere, state=state, code="bad-code")

    come_back(client, elsewhere, state=state, code="good-code")

    assert not is_in(client)


def test_who_says_no_over_there_is_told_so(elsewhere, client):
    state = begin(client, elsewhere)
    error = "user_cancelled_authorize" if elsewhere.name == "apple" else "access_denied"

    answer = come_back(client, elsewhere, state=state, error=error)

    assert not is_in(client)
    page = client.get(answer.url) if answer.status_code == 302 else answer
    assert 'class="card auth"' in page.content.decode()


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "somebody-else"},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 600},
        {"nonce": "of-another-sign-in"},
        {"nonce": None},
    ],
)
def test_a_token_for_somebody_else_or_from_somebody_else_opens_nothing(elsewhere, client, claims):
    if elsewhere.name not in ISSUERS:
        pytest.skip("this site gives no token of who somebody is")
    elsewhere.claims = claims

    sign_in(client, elsewhere)

    assert not is_in(client)
    assert not User.objects.exists()


def test_a_token_of_another_sign_in_is_of_no_use_in_this_one(elsewhere, client):
    """Somebody's token, caught elsewhere and put into one's own sign-in."""
    if elsewhere.name not in ISSUERS:
        pytest.skip("this site gives no token of who somebody is")
    begin(Client(), elsewhere)
    caught = elsewhere.nonce
    state = begin(client, elsewhere)
    elsewhere.nonce = caught

    come_back(client, elsewhere, state=state, code="good-code")

    assert not is_in(client)
    assert not User.objects.exists()


def test_a_code_of_another_sign_in_is_of_no_use_in_this_one(elsewhere, client):
    """Somebody's code, caught on its way back (RFC 7636)."""
    if elsewhere.name not in ("google", "github"):
        pytest.skip("this site takes no proof with a code")
    state = begin(client, elsewhere)
    begin(Client(), elsewhere)

    come_back(client, elsewhere, state=state, code="good-code")

    assert not is_in(client)
    assert elsewhere.codes == {"good-code"}


def test_a_token_signed_by_somebody_else_opens_nothing(elsewhere, client):
    """Google's comes straight from Google over TLS, which stands in for the signature (OpenID
    Connect Core 3.1.3.7); Apple's comes by the browser too."""
    if elsewhere.name != "apple":
        pytest.skip("this site's token is not checked by its signature")
    elsewhere.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    sign_in(client, elsewhere)

    assert not is_in(client)
    assert not User.objects.exists()


def test_of_what_the_site_says_only_what_is_shown_is_kept(elsewhere, client):
    user = confirmed()
    SocialAccount.objects.create(user=user, provider=elsewhere.name, uid="42")

    sign_in(client, elsewhere)

    kept = SocialAccount.objects.get().extra_data
    assert set(kept) <= {"email", "first_name", "last_name", "login", "name"}
    assert "access" not in json.dumps(kept)
    assert not SocialToken.objects.exists()


def test_the_page_that_asks_first_may_lead_to_the_site(elsewhere, client):
    page = client.get(reverse(f"{elsewhere.name}_login"))

    assert "form-action 'self' https://" in page["Content-Security-Policy"]


def test_an_address_that_belongs_to_somebody_here_is_not_taken_over(elsewhere, client):
    owner = confirmed(email="malika@example.com")

    answer = sign_in(client, elsewhere)

    assert not is_in(client)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()
    assert answer.status_code == 302
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_an_address_nobody_has_verified_waits_for_its_code(elsewhere, client):
    elsewhere.is_verified = False

    sign_in(client, elsewhere)

    assert not is_in(client)
    assert [letter.to for letter in mail.outbox] == [["malika@example.com"]]


def test_without_an_address_one_is_asked_for(elsewhere, client):
    elsewhere.person["email"] = ""

    answer = sign_in(client, elsewhere)

    assert answer.url == reverse("socialaccount_signup")
    assert 'name="email"' in client.get(answer.url).content.decode()


def test_an_account_is_connected_and_the_last_way_in_stays(elsewhere, client):
    user = confirmed()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    state = begin(client, elsewhere, process="connect")
    come_back(client, elsewhere, state=state, code="good-code")
    [account] = SocialAccount.objects.filter(user=user)
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    EmailAddress.objects.filter(user=user).delete()

    client.post(reverse("socialaccount_connections"), {"account": account.pk})

    assert SocialAccount.objects.filter(user=user).exists()


def test_nobody_disconnects_somebody_elses_account(elsewhere, client):
    theirs = SocialAccount.objects.create(user=confirmed(), provider=elsewhere.name, uid="7")
    user = confirmed()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    client.post(reverse("socialaccount_connections"), {"account": theirs.pk})

    assert SocialAccount.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("name", ["google", "github", "apple", "facebook"])
def test_a_site_without_keys_has_no_address_here(client, name):
    for address in (reverse(f"{name}_login"), reverse(f"{name}_callback")):
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in (302, 404, 405)
            assert name not in answer.get("Location", "").split("/")[2:3]


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_every_page_of_it_is_ours(elsewhere, client, language):
    for name in ("socialaccount_login_cancelled", "socialaccount_login_error"):
        page = client.get(reverse(name).replace("/en/", f"/{language}/")).content.decode()
        assert 'class="card auth"' in page
    asked = client.get(reverse(f"{elsewhere.name}_login")).content.decode()
    assert 'class="card auth"' in asked
