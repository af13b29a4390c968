"""Does the code keep to its layers, its sizes and the few places where a thing may be done?"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("monitoring", "db", "pages", "terminal", "sample_data", "scripts")
DOORS = {"app", "server", "cli", "terminal"}
MAY_NOT_IMPORT = {
    "monitoring": DOORS
    | {"db", "pages", "streamlit", "sqlalchemy", "alembic", "psycopg", "sqlite3"},
    "db": DOORS | {"pages", "streamlit", "plotly"},
    "pages": DOORS | {"sqlalchemy", "alembic", "psycopg", "sqlite3"},
    "terminal": {"pages", "streamlit", "plotly"},
    "sample_data": DOORS | {"pages", "streamlit", "plotly"},
}
WORK_OF_THE_DOMAIN = {
    *("agg", "aggregate", "apply", "cumprod", "cumsum", "diff", "execute", "expanding", "groupby"),
    *("merge", "pct_change", "pivot", "pivot_table", "resample", "rolling", "scalars", "transform"),
    *("read_csv", "read_excel", "read_sql", "read_sql_query", "read_sql_table", "to_sql"),
}
CLOCK = {"now", "utcnow", "today", "fromtimestamp", "monotonic", "perf_counter", "time_ns"}
FUNCTION_LINES = 40  # house_style.md, section 12: without the docstring
FILE_LINES = 300  # code lines, the same
PAGE_LINES = 80  # the same, for everything under pages/


def modules(*places: str) -> dict[str, ast.Module]:
    """Parse every module under the places named, by its path in the tree."""
    files = [path for place in places for path in sorted((ROOT / place).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in files}


def everything() -> dict[str, ast.Module]:
    """Parse every module of ours but the tests."""
    doors = {path.name: ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.glob("*.py"))}
    return modules(*OURS) | doors


def imported(tree: ast.Module) -> set[str]:
    """Name the packages a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names


def mentioned(tree: ast.Module) -> set[str]:
    """Name every attribute, name, imported name and keyword a module uses."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        if isinstance(node, ast.Name):
            names.add(node.id)
        if isinstance(node, ast.alias):
            names.add(node.name)
        if isinstance(node, ast.keyword) and node.arg:
            names.add(node.arg)
    return names


def attributes(tree: ast.Module) -> set[str]:
    """Name every attribute a module asks for."""
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def docstring_lines(node: ast.AST) -> set[int]:
    """Give the lines a node's docstring stands on."""
    body = getattr(node, "body", [])
    first = body[0] if body else None
    if not (isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)):
        return set()
    if not isinstance(first.value.value, str):
        return set()
    return set(range(first.lineno, (first.end_lineno or first.lineno) + 1))


def code_lines(path: str, tree: ast.Module) -> int:
    """Count the lines of a file that are neither blank, comment nor docstring."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, kinds):
            said |= docstring_lines(node)
    lines = (ROOT / path).read_text("utf-8").splitlines()
    kept = (line.strip() for number, line in enumerate(lines, start=1) if number not in said)
    return sum(1 for line in kept if line and not line.startswith("#"))


def users_of(names: set[str], trees: dict[str, ast.Module]) -> list[str]:
    """Name the modules that use one of the names."""
    return [
        f"{path}: {sorted(found)}"
        for path, tree in trees.items()
        if (found := mentioned(tree) & names)
    ]


def test_each_layer_imports_only_what_lies_beneath_it():
    wrong = [
        f"{path} imports {sorted(found)}"
        for layer, forbidden in MAY_NOT_IMPORT.items()
        for path, tree in modules(layer).items()
        if (found := imported(tree) & forbidden)
    ]
    assert wrong == []


def test_the_rule_sees_an_import_wherever_it_stands():
    hidden = ast.parse("def late():\n    import streamlit.web\n    from db.doors import owner\n")
    assert imported(hidden) == {"streamlit", "db"}


def test_pages_leave_the_work_to_the_domain():
    wrong = [
        f"{path}: {sorted(found)}"
        for path, tree in modules("pages").items()
        if (found := attributes(tree) & WORK_OF_THE_DOMAIN)
    ]
    assert wrong == []


def after_the_docstring(tree: ast.Module) -> list[ast.stmt]:
    """Give a module's statements without its docstring and its __future__ imports."""
    return [
        node
        for node in tree.body
        if node.lineno not in docstring_lines(tree)
        and not (isinstance(node, ast.ImportFrom) and node.module == "__future__")
    ]


def is_guarded(tree: ast.Module) -> bool:
    """Say whether a page imports the guard and calls it before anything else."""
    match after_the_docstring(tree)[:2]:
        case [
            ast.ImportFrom(
                module="pages.shared.guard", names=[ast.alias(name="guard", asname=None)]
            ),
            (ast.Assign() | ast.Expr()) as second,
        ]:
            call = second.value
            return isinstance(call, ast.Call) and ast.unparse(call.func) == "guard"
        case _:
            return False


def pages() -> dict[str, ast.Module]:
    """Parse the pages themselves, without what they share."""
    return {path: tree for path, tree in modules("pages").items() if path.count("/") == 1}


def test_the_first_statement_of_every_page_is_the_guard():
    assert [path for path, tree in pages().items() if not is_guarded(tree)] == []


def test_a_page_that_does_anything_before_the_guard_is_found_out():
    guarded = '"""Why?"""\nfrom pages.shared.guard import guard\n\nprincipal = guard(__file__)\n'
    assert is_guarded(ast.parse(guarded))
    assert not is_guarded(ast.parse('"""Why?"""\nimport streamlit as st\n' + guarded))
    assert not is_guarded(ast.parse("from pages.shared.guard import guard\nimport os\nguard(1)\n"))


def test_every_page_says_in_its_docstring_which_question_it_answers():
    assert [
        path for path, tree in pages().items() if "?" not in (ast.get_docstring(tree) or "")
    ] == []


def test_nothing_reads_a_file_with_pandas():
    assert users_of({"read_csv", "read_excel"}, everything()) == []


def test_no_page_writes_html_of_its_own():
    assert users_of({"unsafe_allow_html", "unsafe_allow_javascript"}, everything()) == []


def test_downloads_are_offered_in_one_place():
    elsewhere = {p: t for p, t in everything().items() if p != "pages/shared/exports.py"}
    assert users_of({"download_button"}, elsewhere) == []


def test_what_all_users_share_is_cached_in_one_place():
    elsewhere = {p: t for p, t in everything().items() if p != "pages/shared/loaders.py"}
    assert users_of({"cache_data"}, elsewhere) == []


def test_the_domain_never_reads_the_clock():
    wrong = [
        f"{path}: {sorted(found)}"
        for path, tree in modules("monitoring").items()
        if (found := (attributes(tree) & CLOCK) | (imported(tree) & {"time"}))
    ]
    assert wrong == []


def test_no_function_is_longer_than_forty_lines():
    wrong = []
    for path, tree in everything().items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or 0) - node.lineno + 1 - len(docstring_lines(node))
                if length > FUNCTION_LINES:
                    wrong.append(f"{path}: {node.name} has {length} lines")
    assert wrong == []


def test_no_file_is_longer_than_a_reader_can_hold():
    wrong = []
    for path, tree in everything().items():
        limit = PAGE_LINES if path.startswith("pages/") else FILE_LINES
        if (length := code_lines(path, tree)) > limit:
            wrong.append(f"{path} has {length} code lines, {length - limit} too many")
    assert wrong == []


def test_every_module_says_what_it_answers():
    assert [path for path, tree in everything().items() if not ast.get_docstring(tree)] == []


def test_client_rows_are_counted_for_others_in_one_place_only():
    opens = {path for path, tree in everything().items() if "counting_session" in mentioned(tree)}
    assert opens == {"db/queries/client_mix.py"}
