"""Writes /run/<app>/env: the settings of the environment that this instance was launched into.

The user data names them, one on a line, anywhere in it:
    BAKEROLL_ENV=dev                        the environment's name
    BAKEROLL_SETTINGS=ssm:/hello/dev/       each SSM parameter right under this path becomes a variable
    BAKEROLL_ENDPOINT=http://10.77.0.1:4600 the SSM API's address, where it is not AWS's own
The parameters are read with the instance's own role. Secrets touch neither a command line nor the console.
"""
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request

METADATA = "http://169.254.169.254/latest"
DEADLINE_SECONDS = 120


class NotYet(Exception):
    """May be different in a second: asked again until the deadline."""


class Wrong(Exception):
    """Will not get better by waiting."""


def main():
    try:
        learn_settings()
    except Wrong as reason:
        sys.exit(f"bakeroll-environment: {reason}. The application does not start without its settings.")


def learn_settings():
    app = read("/etc/bakeroll/app").strip()
    settings = until_ready(settings_of_this_instance)
    write_secret(f"/run/{app}/env", "".join(f"{name}={quoted(value)}\n" for name, value in settings.items()))
    print(f"{app}: environment {settings['BAKEROLL_ENV']}, settings: {', '.join(sorted(settings))}")


def until_ready(ask):
    deadline = time.monotonic() + DEADLINE_SECONDS
    while True:
        try:
            return ask()
        except NotYet as reason:
            if time.monotonic() > deadline:
                raise Wrong(f"{reason} (asked for {DEADLINE_SECONDS} s)") from None
            time.sleep(1)


def settings_of_this_instance():
    metadata = Metadata()
    told = told_by(metadata.get("user-data"))
    if "ENV" not in told:
        raise Wrong("the instance's user data has no line BAKEROLL_ENV=…")
    return {**parameters(metadata, told), "BAKEROLL_ENV": told["ENV"]}


def told_by(user_data):
    return dict(re.findall(r"^BAKEROLL_(ENV|SETTINGS|ENDPOINT)=(\S+)\s*$", user_data, re.MULTILINE))


class Metadata:
    """The instance's metadata, version 2: every question carries a token."""

    def __init__(self):
        asked = {"X-aws-ec2-metadata-token-ttl-seconds": "300"}
        self.token = self.fetch("api/token", method="PUT", headers=asked)

    def get(self, path):
        return self.fetch(f"meta-data/{path}" if path != "user-data" else path)

    def fetch(self, path, method="GET", headers=None):
        headers = headers or {"X-aws-ec2-metadata-token": self.token}
        request = urllib.request.Request(f"{METADATA}/{path}", method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            if error.code == 404 and path == "user-data":
                return ""
            raise NotYet(f"the metadata service answers {error.code} for {path}") from error
        except OSError as error:
            raise NotYet(f"the metadata service does not answer: {error}") from error


def parameters(metadata, told):
    if "SETTINGS" not in told:
        return {}
    source, _, path = told["SETTINGS"].partition(":")
    if source != "ssm" or not path.startswith("/"):
        raise Wrong(f"BAKEROLL_SETTINGS={told['SETTINGS']} is not of the form ssm:/path/")
    found, page = {}, None
    while True:
        answer = parameters_page(metadata, told.get("ENDPOINT"), path, page)
        found.update(variable(parameter, path) for parameter in answer["Parameters"])
        page = answer.get("NextToken")
        if not page:
            return found


def variable(parameter, path):
    name = parameter["Name"][len(path.rstrip("/")) + 1 :]
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise Wrong(f"the parameter {parameter['Name']} cannot be a variable: its name is not one")
    return name, parameter["Value"]


def parameters_page(metadata, endpoint, path, page):
    region = metadata.get("placement/region")
    role = metadata.get("iam/security-credentials/").split()[0]
    key = json.loads(metadata.get(f"iam/security-credentials/{role}"))
    question = {"Path": path, "WithDecryption": True, "MaxResults": 10, **({"NextToken": page} if page else {})}
    return ask_ssm(endpoint or f"https://ssm.{region}.{metadata.get('services/domain')}/", region, key, question)


def ask_ssm(url, region, key, question):
    """One signed request. curl signs it, and reads the credentials from its standard input."""
    told_to_curl = {
        "url": url,
        "aws-sigv4": f"aws:amz:{region}:ssm",
        "user": f"{key['AccessKeyId']}:{key['SecretAccessKey']}",
        "data": json.dumps(question),
    }
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AmazonSSM.GetParametersByPath",
        "X-Amz-Security-Token": key["Token"],
    }
    lines = [f"{name} = {in_curls_quotes(value)}" for name, value in told_to_curl.items()]
    lines += [f"header = {in_curls_quotes(f'{name}: {value}')}" for name, value in headers.items()]
    curl = ["curl", "-q", "--silent", "--show-error", "--max-time", "10", "--write-out", "\n%{http_code}", "--config", "-"]
    done = subprocess.run(curl, input="\n".join(lines), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotYet(f"SSM does not answer: {done.stderr.strip()}")
    body, _, status = done.stdout.rpartition("\n")
    return answer_of(int(status), body)


def answer_of(status, body):
    if status == 200:
        return json.loads(body)
    said = f"SSM answers {status}: {body[:300]}"
    raise NotYet(said) if status >= 500 or status == 429 or "Throttl" in body else Wrong(said)


def in_curls_quotes(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted(value):
    """As systemd.exec(5) reads an EnvironmentFile, and a POSIX shell reads it too. A line break stays a line break."""
    return '"' + re.sub(r'([\\"$`])', r"\\\1", value) + '"'


def write_secret(path, text):
    """Aside and renamed, so that no service starts on half of it; readable by root, who hands it to the unit."""
    os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
    aside = f"{path}.new"
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o400), "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(aside, path)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


if __name__ == "__main__":
    main()
