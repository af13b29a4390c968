"""An OpenID provider on the loopback that signs whatever it is told to, true or not."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLIENT = "monitor"
CLIENT_SECRET = "of the tests"  # noqa: S105 - of no provider
KNOWN = RSAKey.generate_key(2048, {"kid": "known", "use": "sig", "alg": "RS256"})
STRANGE = RSAKey.generate_key(2048, {"kid": "known", "use": "sig", "alg": "RS256"})


@dataclass
class Token:
    """What the next identity token says, and how it is signed."""

    claims: dict[str, Any]
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "known"})
    key: RSAKey = field(default_factory=lambda: KNOWN)

    def text(self) -> str:
        """Give the token; signed by nobody where its header says so."""
        if self.header["alg"] == "none":
            signed = jwt.encode({"alg": "RS256"}, self.claims, self.key)
            _, body, _ = signed.split(".")
            return f"{_part(self.header)}.{body}."
        return jwt.encode(self.header, self.claims, self.key)


@dataclass
class Provider:
    """A running provider: where it is, and what becomes of its next token."""

    issuer: str
    change: Callable[[Token], None] = lambda _: None
    nonces: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def token(self, code: str) -> str:
        """Give the identity token for a code, true until it is changed."""
        now = int(time.time())
        token = Token(
            {
                "iss": self.issuer,
                "aud": CLIENT,
                "sub": "subject-1",
                "iat": now,
                "nbf": now,
                "exp": now + 300,
                "nonce": self.nonces.get(code, ""),
                "email": "one@dept.example",
                "email_verified": True,
            }
        )
        self.change(token)
        return token.text()

    def metadata(self) -> dict[str, Any]:
        """Give what OpenID Connect Discovery asks of a provider."""
        places = {
            f"{name}_endpoint": f"{self.issuer}/{name}"
            for name in ("authorization", "token", "end_session")
        }
        return places | {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }


def _part(value: dict[str, Any]) -> str:
    from base64 import urlsafe_b64encode  # noqa: PLC0415 - for the one token nobody signs

    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        """Answer a question, or send the browser back with a code."""
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.provider.asked.append(parts.path)
        match parts.path:
            case "/.well-known/openid-configuration":
                self._say(self.provider.metadata())
            case "/jwks":
                self._say(KeySet([KNOWN]).as_dict(private=False))
            case "/authorization":
                code = f"code-{len(self.provider.nonces)}"
                self.provider.nonces[code] = query.get("nonce", "")
                answer = urlencode({"code": code, "state": query.get("state", "")})
                self._go(f"{query['redirect_uri']}?{answer}")
            case "/end_session":
                self._go(query["post_logout_redirect_uri"])
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        """Give a token for a code."""
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        code = parse_qs(body).get("code", [""])[0]
        token = self.provider.token(code)
        self._say({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _say(self, what: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def _go(self, where: str) -> None:
        self.send_response(302)
        self.send_header("location", where)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def provide() -> Iterator[Provider]:
    """Run a provider for as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"provider": provider})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()
