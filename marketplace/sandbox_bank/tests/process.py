"""A sandbox bank in a process of its own, as tests start and ask it."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

SECRET = "sandbox-tests"
ROOT = Path(__file__).resolve().parents[3]


class BankProcess:
    """Started at once at a free port."""

    def __init__(self, data, *, webhook_url="", has_control=True):
        command = [sys.executable, "-m", "marketplace.sandbox_bank", "--port", "0"]
        command += ["--data", str(data), "--webhook-url", webhook_url]
        self._process = subprocess.Popen(
            [*command, "--control"] if has_control else command,
            cwd=ROOT,
            env={**os.environ, "SANDBOX_BANK_SECRET": SECRET},
            stdout=subprocess.PIPE,
            text=True,
        )
        greeting = self._process.stdout.readline()
        self.port = int(greeting.split()[-1].rstrip("."))
        self.url = f"http://localhost:{self.port}"

    def call(self, method, path, body=None, *, key="", secret=SECRET):
        """Status and JSON of one call as a shop makes it."""
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def control(self, **mischief):
        """Set what goes wrong; returns what the bank knows."""
        return self.call("PATCH", "/control", mischief)[1]

    def forget(self):
        self.call("DELETE", "/control")

    def kill(self, how=signal.SIGKILL):
        """End it; returns its exit code."""
        self._process.send_signal(how)
        code = self._process.wait(10)
        self._process.stdout.close()
        return code
