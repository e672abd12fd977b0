"""The site's settings, on a database and a folder that nobody will miss.

NEXT_LAYER_TEST_RUN is the folder of one run of the tests, shared by its workers; NEXT_LAYER_TEST_PLACE names a part of
it, for a process that should not share a worker's files. Without DATABASE_URL, the run has its own PostgreSQL there.
"""

import os
import tempfile
from pathlib import Path

from config import database

if "NEXT_LAYER_TEST_RUN" not in os.environ:
    os.environ["NEXT_LAYER_TEST_RUN"] = tempfile.mkdtemp(prefix="next-layer-tests-")
RUN = Path(os.environ["NEXT_LAYER_TEST_RUN"])
PLACE = os.environ.get("NEXT_LAYER_TEST_PLACE") or os.environ.get("PYTEST_XDIST_WORKER", "alone")
os.environ["NEXT_LAYER_VAR"] = str(RUN / PLACE)
os.environ.setdefault("DATABASE_URL", database.url(RUN))

from config.settings import *  # noqa: E402, F403 - it reads the environment that is set above
from config.settings import STORAGES, VAR  # noqa: E402

(VAR / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
