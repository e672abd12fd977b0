"""How static files are stored: bundles written out, modules led to hashed names."""

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage

from core.static import ModuleManifestStorage


@pytest.fixture
def collect(tmp_path):
    """Store `files`, a text for each name, as collectstatic would; gives what was stored, by name."""
    source, target = tmp_path / "source", tmp_path / "target"

    def collect_(files):
        for name, text in files.items():
            for folder in (source, target):  # Django copies all of them before it looks into any
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text)
        found = StaticFilesStorage(location=str(source), base_url="/static/")
        storage = ModuleManifestStorage(location=str(target), base_url="/static/")
        for result in storage.post_process({name: (found, name) for name in files}):
            if isinstance(result[2], Exception):
                raise result[2]
        return {name: (target / storage.hashed_files[name]).read_text() for name in files}

    return collect_


def test_a_sheet_is_written_out_with_what_it_imports(collect):
    files = {
        "css/site.css": '/* all */\n@import "base.css";\n@import "components/a.css";\n',
        "css/base.css": "/* base */\np { color: red }\n",
        "css/components/a.css": '@import "b.css";\n.a {}\n',
        "css/components/b.css": ".b {}\n",
    }

    assert " ".join(collect(files)["css/site.css"].split()) == "p { color: red } .b {} .a {}"


def test_a_sheet_follows_what_it_imports(collect):
    files = {"css/site.css": '@import "base.css";\n', "css/base.css": ".old {}"}
    collect(files)

    assert ".new" in collect({**files, "css/base.css": ".new {}"})["css/site.css"]


def test_an_import_of_nothing_stops_the_collection(collect):
    with pytest.raises(KeyError):
        collect({"css/site.css": '@import "gone.css";\n'})


def test_addresses_in_sheets_and_modules_are_hashed(collect):
    stored = collect(
        {
            "css/site.css": 'a { background: url("../a.svg") }',
            "a.svg": "<svg/>",
            "js/one.js": 'import { two } from "./two.js";\n',
            "js/two.js": "export const two = 2;\n",
            "other/three.js": '// import x from "./gone.js";\n',
        }
    )

    assert 'url("../a.' in stored["css/site.css"]
    assert 'url("../a.svg")' not in stored["css/site.css"]
    assert '"./two.js"' not in stored["js/one.js"]
    assert "./gone.js" in stored["other/three.js"]
