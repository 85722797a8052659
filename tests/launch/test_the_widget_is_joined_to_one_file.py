from pathlib import Path

import pytest
from playwright.sync_api import Browser

from launch.bundle import Bundle, NotJoined
from launch.page import FILES, widget_script


def joined(folder: Path, **modules: str) -> str:
    for name, text in modules.items():
        (folder / name.replace("_css", ".css").replace("_js", ".js")).write_text(text, encoding="utf-8")
    return Bundle(folder / "main.js").text()


def said(script: str, browser: Browser) -> str:
    """Run a script in the browser, and return what it says."""
    page, lines = browser.new_page(), list[str]()
    page.on("console", lambda message: lines.append(message.text))
    page.add_script_tag(content=script)
    page.evaluate("0")  # what was said before it has arrived when it has
    page.close()
    return "\n".join(lines)


def test_modules_run_once_and_keep_their_names_to_themselves(tmp_path: Path, browser: Browser) -> None:
    script = joined(
        tmp_path,
        main_js=(
            'import { one } from "./a.js";\nimport { two, own as other } from "./b.js";\n'
            "console.log(one, two(), other);\n"
        ),
        a_js='import { own } from "./b.js";\nconst hidden = 1;\nexport const one = hidden + own;\n',
        b_js=(
            'console.log("once");\nconst hidden = 20;\nexport const own = hidden;\n'
            "/** Two. */\nexport function two() {\n  return 2;\n}\n"
        ),
    )
    assert said(script, browser) == "once\n21 2 20"


def test_comments_and_indentation_go_and_texts_stay(tmp_path: Path) -> None:
    script = joined(
        tmp_path,
        main_js=(
            "/** What it is.\n * More. */\n// A note.\nexport class A {\n"
            '  /** Why. */\n  x = "/* text */ // too"; // kept\n}\n'
        ),
    )
    assert "What it is" not in script
    assert "A note" not in script
    assert "Why" not in script
    assert 'x = "/* text */ // too";\n' in script
    assert "kept" not in script


def test_a_style_sheet_becomes_one_that_a_strict_policy_allows(tmp_path: Path) -> None:
    script = joined(
        tmp_path,
        main_js='import look from "./look.css" with { type: "css" };\nexport const sheets = [look];\n',
        look_css='.a::after { content: "“\\2014”"; }\n',
    )
    assert "new CSSStyleSheet()" in script
    assert r"content: \"“\\2014”\"" in script


@pytest.mark.parametrize(
    ("modules", "why"),
    [
        ({"main_js": 'import { a } from "./a.js";\n'}, "main.js imports a.js"),
        ({"main_js": 'import { a } from "./a.js";\n', "a_js": 'import { m } from "./main.js";\n'}, "imports itself"),
        ({"main_js": "export default 3;\n"}, "export default 3"),
        ({"main_js": 'import * as all from "./a.js";\n', "a_js": ""}, "import \\* as all"),
        ({"main_js": 'import { z } from "elsewhere";\n'}, "elsewhere"),
    ],
)
def test_what_it_cannot_join_is_refused(tmp_path: Path, modules: dict[str, str], why: str) -> None:
    with pytest.raises(NotJoined, match=why):
        joined(tmp_path, **modules)


def test_the_widget_knows_where_rasa_is_and_how_the_assistant_begins() -> None:
    script = widget_script({"MAGDAT_RASA_URL": "https://bot.example", "MAGDAT_POORT_RASA": "7777"})
    assert '"rasa": "https://bot.example", "poort": 7777' in script
    assert "Ik bewaar niet wat je typt." in script
    assert "geheim" not in widget_script({"MAGDAT_REST_TOKEN": "geheim"})


def test_words_that_cannot_be_read_stop_no_widget(tmp_path: Path) -> None:
    assert '"kennisgeving": "", "geholpen_vraag": ""' in widget_script({"MAGDAT_LEIDRAAD": str(tmp_path)})


def test_no_module_is_long() -> None:
    sizes = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES.glob("js/**/*.js")}
    assert {name: size for name, size in sizes.items() if size > 400} == {}
