"""How static files are stored: compressed, under names that change with what is in them.

Two things that Django leaves undone: a style sheet that imports others is written out as one file, so that a page asks
for one; and an `import` in our own modules is led to the hashed name.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'^@import "(?P<name>[^"]+)";$', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_MODULE_PATTERNS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files; bundled style sheets; modules that import each other by hashed name."""

    # Django's own patterns, for our js/ only: a comment in another's module trips them.
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", _MODULE_PATTERNS))

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[tuple]:
        """Write out our sheets, then do all that the base does. Yields (name, new name, whether it was processed)."""
        if not dry_run:
            ours = [name for name in paths if name.startswith("css/") and name.endswith(".css")]
            paths = {**paths, **{name: (self, self._written_out(name, paths)) for name in ours}}
        yield from super().post_process(paths, dry_run, **options)

    def _written_out(self, name: str, paths: dict[str, Any]) -> str:
        """Save the sheet without comments, each of its imports replaced by the sheet it names; say under which name.

        Read from the sources, since what was collected before may be written out already. An imported sheet's addresses
        must hold from the folder of the sheet that imports it. Raises KeyError for an import that is not there.
        """
        self.delete(name)
        return self._save(name, ContentFile(_text(name, paths).encode()))


def _text(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as source:
        text = _COMMENT.sub("", source.read().decode())
    folder = posixpath.dirname(name)
    return _IMPORT.sub(lambda found: _text(posixpath.normpath(f"{folder}/{found['name']}"), paths), text)
