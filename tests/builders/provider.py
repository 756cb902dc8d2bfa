"""A provider outside, on a port of this machine: OpenID Connect and the three-parameter dialect."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "proim", "un-secreto-de-prueba"


class Provider:
    """``subject`` and ``email`` are who enters; ``wrong`` changes what the token says."""

    def __init__(self) -> None:
        self.subject, self.email, self.verified = "sujeto-1", "ana@example.gob.mx", True
        self.wrong: dict[str, object] = {}
        self.key, self.codes, self.asked, self.calls = KEY, {}, [], []
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                house.get(self)

            def do_POST(self):
                house.post(self)

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def settings(self, dialect: str, *, trusts_email: bool = True) -> dict[str, object]:
        common = {
            "key": dialect,
            "name": {"oidc": "Identidad Única", "llave": "Llave CDMX"}[dialect],
            "dialect": dialect,
            "client": CLIENT,
            "secret": SECRET,
            "trusts_email": trusts_email,
        }
        if dialect == "oidc":
            return common | {"issuer": self.url}
        paths = {"authorize": "/oauth.xhtml", "token": "/token", "user": "/usuario"}
        fields = {"subject": "id", "email": "correo"}
        return common | {name: self.url + path for name, path in paths.items()} | {"fields": fields}

    # --- what it answers --------------------------------------------------------------------------

    def get(self, request) -> None:
        parts = urlsplit(request.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            names = ("authorization", "token")
            found = {f"{name}_endpoint": f"{self.url}/{name}" for name in names}
            return self._say(request, found | {"issuer": self.url, "jwks_uri": f"{self.url}/keys"})
        if parts.path == "/keys":
            told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return self._say(request, {"keys": [told | {"kid": "uno", "use": "sig"}]})
        if parts.path == "/usuario":
            if request.headers["Authorization"] != "Bearer prenda":
                return self._say(request, {}, 401)
            return self._say(request, {"id": self.subject, "correo": self.email, "curp": "XXXX"})
        code = self.enter(parts.path, asked)
        back = asked.get("redirect_uri") or asked["redirect_url"]
        request.send_response(302)
        request.send_header(
            "Location", f"{back}?{urlencode({'code': code, 'state': asked['state']})}"
        )
        request.end_headers()
        return None

    def enter(self, path: str, asked: dict[str, str]) -> str:
        """Somebody enters at the provider; returns the code with which the browser goes back."""
        self.asked.append(asked)
        code = f"codigo-{len(self.asked)}-{time.monotonic_ns()}"
        self.codes[code] = asked
        return code

    def post(self, request) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"])).decode()
        said = {name: values[0] for name, values in parse_qs(body).items()}
        self.calls.append(said)
        asked = self.codes.pop(said.get("code", ""), None)  # a code is good once
        if asked is None or said["client_secret"] != SECRET:
            return self._say(request, {"error": "invalid_grant"}, 400)
        if "nonce" not in asked:
            return self._say(request, {"access_token": "prenda"})
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": self.subject,
            "email": self.email,
            "email_verified": self.verified,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 60,
        } | self.wrong
        token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "uno"})
        return self._say(request, {"id_token": token, "access_token": "prenda"})

    @staticmethod
    def _say(request, data: dict[str, object], status: int = 200) -> None:
        body = json.dumps(data).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
