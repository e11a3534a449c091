"""Tokens: what is read as one, how one becomes the next, how all of them end."""

import base64
import json
import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import RefreshToken, TokenFamily
from apps.accounts.rules.tokens import Claims, InvalidToken, Use, read, write
from apps.accounts.services import AlreadyRefreshed, TokenRefused
from apps.accounts.tasks import forget_old_keys
from apps.accounts.tests.door import PHONE, family_of
from apps.accounts.tests.factories import UserFactory
from apps.core import durable
from apps.core.errors import Forbidden

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEYS = {"new": "n" * 32, "old": "o" * 32}
ISSUER = "https://bozor.example"
LIFE = timedelta(minutes=10)
CLAIMS = Claims(UUID(int=1), UUID(int=2), UUID(int=3), "shopper", "mark")


def written(claims=CLAIMS, *, use=Use.ACCESS, now=NOW, keys=KEYS, issuer=ISSUER):
    return write(claims, use=use, now=now, life=LIFE, keys=keys, issuer=issuer)


def is_read(token, *, use=Use.ACCESS, now=NOW, keys=KEYS):
    try:
        return read(token, use=use, now=now, keys=keys, issuer=ISSUER) == CLAIMS
    except InvalidToken:
        return False


def body_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def forged(token, head):
    """The body of a token under another head, without a signature."""
    part = base64.urlsafe_b64encode(json.dumps(head).encode()).rstrip(b"=").decode()
    return ".".join([part, token.split(".")[1], ""])


def test_a_token_says_what_was_written_in_it_until_it_is_over():
    token = written()

    assert is_read(token)
    assert is_read(token, now=NOW + LIFE - timedelta(seconds=1))
    assert not is_read(token, now=NOW + LIFE)


def test_an_access_token_renews_nothing_and_a_refresh_token_opens_nothing():
    assert not is_read(written(), use=Use.REFRESH)
    assert not is_read(written(use=Use.REFRESH), use=Use.ACCESS)


def test_the_newest_key_signs_and_an_older_one_is_still_believed_until_it_leaves_the_ring():
    assert jwt.get_unverified_header(written())["kid"] == "new"
    before = written(keys={"old": KEYS["old"]})

    assert is_read(before)
    assert not is_read(before, keys={"new": KEYS["new"]})


RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FORGERIES = {
    "another key under our key's name": lambda body: jwt.encode(
        body, "x" * 32, headers={"kid": "new"}
    ),
    "a key nobody knows": lambda body: jwt.encode(body, "x" * 32, headers={"kid": "mine"}),
    "no key named": lambda body: jwt.encode(body, KEYS["new"]),
    "a key that is no text": lambda body: forged(written(), {"alg": "HS256", "kid": ["new"]}),
    "no signature": lambda body: forged(written(), {"alg": "none", "kid": "new"}),
    "no signature, by another case": lambda body: forged(written(), {"alg": "nOnE", "kid": "new"}),
    "another algorithm by our key": lambda body: jwt.encode(
        body, KEYS["new"] * 2, algorithm="HS512", headers={"kid": "new"}
    ),
    "a public-key signature by a key of theirs": lambda body: jwt.encode(
        body, RSA, algorithm="RS256", headers={"kid": "new"}
    ),
    "a key sent along": lambda body: jwt.encode(
        body,
        RSA,
        algorithm="RS256",
        headers={"kid": "new", "jwk": jwt.algorithms.RSAAlgorithm.to_jwk(RSA.public_key(), True)},
    ),
    "another issuer": lambda body: written(issuer="https://elsewhere.example"),
    "no end": lambda body: jwt.encode(
        {key: body[key] for key in body if key != "exp"}, KEYS["new"], headers={"kid": "new"}
    ),
    "an end that is no time": lambda body: jwt.encode(
        body | {"exp": {"$gt": 0}}, KEYS["new"], headers={"kid": "new"}
    ),
    "no use": lambda body: jwt.encode(
        {key: body[key] for key in body if key != "use"}, KEYS["new"], headers={"kid": "new"}
    ),
    "an id that is none": lambda body: jwt.encode(
        body | {"jti": "1 OR 1=1"}, KEYS["new"], headers={"kid": "new"}
    ),
    "nothing": lambda body: "",
    "dots": lambda body: "..",
    "too much": lambda body: "a" * 3000,
    "letters of no alphabet of ours": lambda body: "ключ.\x00.\ud800",
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_what_we_did_not_sign_as_we_sign_is_no_token(forge):
    """R2.1"""
    assert not is_read(forge(body_of(written())))


@pytest.mark.django_db
class TestRefreshing:
    def refresh(self, token, *, after=timedelta(0), caller=PHONE):
        return services.refresh(token=token, caller=caller, now=timezone.now() + after)

    def test_each_use_of_a_refresh_token_gives_the_next_pair(self):
        first = family_of(UserFactory())

        second = self.refresh(first.refresh_token)
        third = self.refresh(second.refresh_token)

        assert len({first.refresh_token, second.refresh_token, third.refresh_token}) == 3
        assert RefreshToken.objects.filter(used_at=None).count() == 1
        person, claims = services.check_access(
            token=third.access_token, caller=PHONE, now=timezone.now()
        )
        assert (person.pk, claims.audience) == (TokenFamily.objects.get().user_id, "shopper")

    def test_asking_twice_at_nearly_the_same_moment_gives_no_token_and_ends_nothing(
        self, published
    ):
        """A phone that raced itself, or lost the answer."""
        first = family_of(UserFactory())
        second = self.refresh(first.refresh_token)

        with pytest.raises(AlreadyRefreshed) as error:
            self.refresh(first.refresh_token, after=timedelta(seconds=9))

        assert error.value.status == 409
        assert TokenFamily.objects.get().revoked_at is None
        assert published() == []
        assert self.refresh(second.refresh_token)

    def test_a_token_used_again_later_ends_the_login_and_its_owner_is_told(
        self, published, django_capture_on_commit_callbacks
    ):
        """R2.1: two hold it, and one of them is a thief."""
        first = family_of(UserFactory())
        second = self.refresh(first.refresh_token)

        with (
            django_capture_on_commit_callbacks(execute=True),
            pytest.raises(TokenRefused),
        ):
            self.refresh(first.refresh_token, after=timedelta(seconds=11))

        assert TokenFamily.objects.get().revoked_for == "reuse"
        assert published() == ["accounts.RefreshTokenReused"]
        with pytest.raises(TokenRefused):
            self.refresh(second.refresh_token)
        with pytest.raises(TokenRefused):
            services.check_access(token=second.access_token, caller=PHONE, now=timezone.now())

    def test_a_refresh_token_that_was_never_given_out_is_refused_and_ends_nothing(self):
        user = UserFactory()
        family_of(user)
        family = TokenFamily.objects.get()
        claims = Claims(UUID(int=9), family.pk, user.pk, "shopper", "")
        made_up = write(
            claims,
            use=Use.REFRESH,
            now=timezone.now(),
            life=LIFE,
            keys=settings.JWT_KEYS,
            issuer=settings.SITE_URL,
        )

        with pytest.raises(TokenRefused):
            self.refresh(made_up)

        family.refresh_from_db()
        assert family.revoked_at is None

    def test_after_fourteen_days_without_use_one_signs_in_again(self):
        first = family_of(UserFactory())

        with pytest.raises(TokenRefused):
            self.refresh(first.refresh_token, after=timedelta(days=14))

    def test_who_lost_the_role_renews_no_token_for_it(self, monkeypatch):
        monkeypatch.setitem(_holders(), "courier", lambda *, user: True)
        first = family_of(UserFactory(), audience="courier")
        monkeypatch.setitem(_holders(), "courier", lambda *, user: False)

        with pytest.raises(TokenRefused):
            self.refresh(first.refresh_token)

    @pytest.mark.parametrize("role", ["seller", "courier", "staff"])
    def test_a_role_one_does_not_have_is_not_given_by_asking(self, role):
        with pytest.raises(Forbidden):
            family_of(UserFactory(), audience=role)
        assert not TokenFamily.objects.exists()

    def test_a_login_begun_with_the_old_password_gets_no_tokens(self):
        user = UserFactory()
        other = type(user).objects.get(pk=user.pk)
        other.set_password("another-horse-10")
        other.save(update_fields=["password"])

        with pytest.raises(TokenRefused):
            family_of(user)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("binding", "is_refused"), [("off", False), ("notify", False), ("refuse", True)]
)
def test_a_token_from_another_network_is_refused_only_where_that_is_wanted(
    binding, is_refused, settings, published
):
    settings.DEVICE_BINDING = binding
    pair = family_of(UserFactory())
    elsewhere = PHONE._replace(ip="198.51.100.1")
    now = timezone.now()
    refused = 0

    for call, token in [
        (services.check_access, pair.access_token),
        (services.refresh, pair.refresh_token),
    ]:
        try:
            call(token=token, caller=elsewhere, now=now)
        except TokenRefused:
            refused += 1

    assert refused == (2 if is_refused else 0)
    assert published() == (["accounts.LoginMoved"] if binding == "notify" else [])
    if is_refused:  # Nobody's token is used up by a stranger's try.
        assert services.refresh(token=pair.refresh_token, caller=PHONE, now=now)


class TestWhatRedisForgets:
    """The tests use a Redis of their own server, and empty only their own keys."""

    def is_let_in(self, token):
        try:
            services.check_access(token=token, caller=PHONE, now=timezone.now())
        except TokenRefused:
            return False
        return True

    def forget_all(self):
        store = durable.store()
        for key in store.scan_iter(durable.key("*")):
            store.delete(key)

    @pytest.mark.django_db(transaction=True)
    def test_a_revoked_token_stays_refused_when_redis_lost_its_memory(self):
        """R2.1: PostgreSQL is the truth."""
        user = UserFactory()
        dead, alive = family_of(user), family_of(user, session_key="t" * 32)
        family = TokenFamily.objects.get(session_key="s" * 32)
        services.end_families(user_id=user.pk, only=[family.pk], reason="test", now=timezone.now())
        assert [self.is_let_in(each.access_token) for each in (dead, alive)] == [False, True]

        self.forget_all()

        assert [self.is_let_in(each.access_token) for each in (dead, alive)] == [False, True]
        # By now it was told everything again, and is asked alone.
        assert durable.store().get(durable.key("denied", str(family.pk))) is not None
        assert [self.is_let_in(each.access_token) for each in (dead, alive)] == [False, True]

    @pytest.mark.django_db(transaction=True)
    def test_postgresql_is_asked_while_redis_is_away(self, monkeypatch):
        user = UserFactory()
        dead, alive = family_of(user), family_of(user, session_key="t" * 32)
        monkeypatch.setattr(durable, "store", lambda: Away())
        family = TokenFamily.objects.get(session_key="s" * 32)

        services.end_families(user_id=user.pk, only=[family.pk], reason="test", now=timezone.now())

        assert [self.is_let_in(each.access_token) for each in (dead, alive)] == [False, True]

    @pytest.mark.django_db(transaction=True)
    def test_a_refusal_redis_could_not_be_told_is_heard_of_when_its_memory_is_renewed(
        self, monkeypatch
    ):
        user = UserFactory()
        pair = family_of(user)
        assert self.is_let_in(pair.access_token)
        with monkeypatch.context() as away:
            away.setattr(durable, "store", lambda: Away())
            services.end_families(user_id=user.pk, reason="test", now=timezone.now())

        assert 0 < durable.store().ttl(durable.key("tokens-known")) <= 60
        durable.store().delete(durable.key("tokens-known"))  # A minute later.

        assert not self.is_let_in(pair.access_token)

    @pytest.mark.django_db
    def test_a_request_costs_one_round_trip_and_one_query(
        self, monkeypatch, django_assert_num_queries
    ):
        """R2.1"""
        pair = family_of(UserFactory())
        self.is_let_in(pair.access_token)
        asked = []
        send = durable.store().execute_command
        monkeypatch.setattr(
            durable.store(),
            "execute_command",
            lambda *command, **more: asked.append(command[0]) or send(*command, **more),
        )

        with django_assert_num_queries(1):
            assert self.is_let_in(pair.access_token)

        assert asked == ["MGET"]


class Away:
    """A Redis that doesn't answer."""

    def __getattr__(self, name):
        def fail(*_arguments, **_named):
            raise durable.RedisError

        return self.pipeline if name == "pipe" else fail

    def pipeline(self, **_options):
        return self

    def set(self, *_arguments, **_named):
        return self


def _holders():
    from apps.core import roles

    return roles._holders


@pytest.mark.django_db(transaction=True)
def test_of_six_refreshes_at_once_one_wins_and_the_login_lives_on():
    """R2.1, on real connections."""
    pair = family_of(UserFactory())
    start, results = threading.Barrier(6), []

    def ask():
        try:
            start.wait()
            results.append(
                services.refresh(token=pair.refresh_token, caller=PHONE, now=timezone.now())
            )
        except Exception as error:  # each outcome is looked at below
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _number in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    winners = [each for each in results if isinstance(each, services.Pair)]
    assert len(winners) == 1
    assert sum(isinstance(each, AlreadyRefreshed) for each in results) == 5
    assert TokenFamily.objects.get().revoked_at is None
    assert services.refresh(token=winners[0].refresh_token, caller=PHONE, now=timezone.now())


@pytest.mark.django_db
def test_logins_that_ended_long_ago_are_forgotten():
    user = UserFactory()
    family_of(user, ago=timedelta(days=60))
    family_of(user, session_key="t" * 32)

    forget_old_keys()

    assert TokenFamily.objects.get().session_key == "t" * 32


@pytest.mark.django_db
def test_a_refresh_token_that_is_over_is_forgotten_and_stays_refused():
    """A login that goes on for months doesn't gather rows for ever."""
    pair = family_of(UserFactory(), ago=timedelta(days=10))
    middle = timezone.now() - timedelta(days=3)
    newer = services.refresh(token=pair.refresh_token, caller=PHONE, now=middle)
    RefreshToken.objects.filter(used_at=middle).update(expires_at=middle)

    forget_old_keys()

    assert RefreshToken.objects.count() == 1
    with pytest.raises(TokenRefused):
        services.refresh(token=pair.refresh_token, caller=PHONE, now=timezone.now())
    assert services.refresh(token=newer.refresh_token, caller=PHONE, now=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", range(3))
def test_a_login_that_ends_while_it_is_refreshed_has_ended(_turn):
    """Whichever comes first, no token opens anything afterwards."""
    user = UserFactory()
    pair = family_of(user)
    start, won = threading.Barrier(2), []

    def refresh():
        try:
            start.wait()
            won.append(services.refresh(token=pair.refresh_token, caller=PHONE, now=timezone.now()))
        except TokenRefused:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=refresh)
    thread.start()
    start.wait()
    services.end_everything(user=user, now=timezone.now())
    thread.join()

    for each in [pair, *won]:
        with pytest.raises(TokenRefused):
            services.check_access(token=each.access_token, caller=PHONE, now=timezone.now())
        with pytest.raises(TokenRefused):
            services.refresh(token=each.refresh_token, caller=PHONE, now=timezone.now())
