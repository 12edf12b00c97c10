"""Imports run one way through the house, and libraries stay in their rooms."""

from __future__ import annotations

from tests.house.layout import (
    CONFINED,
    MAY_IMPORT,
    PACKAGE,
    WAY_OF_A_FIGURE,
    imports,
    python_files,
    room_of,
)


def test_every_room_is_on_the_plan() -> None:
    rooms = {room_of(path) for path in python_files()} - {"__init__"}
    assert rooms <= set(MAY_IMPORT), "place the new room in tests/house/layout.py"


def test_no_room_imports_what_it_must_not() -> None:
    wrong = []
    for path in python_files():
        room = room_of(path)
        for line, name in imports(path):
            parts = name.split(".")
            if parts[0] != "elearn" or len(parts) < 2 or parts[1] in (room, "__version__"):
                continue
            if parts[1] not in MAY_IMPORT.get(room, set()):
                wrong.append(f"{path.relative_to(PACKAGE)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_libraries_stay_in_their_rooms() -> None:
    wrong = []
    for path in python_files():
        places = {room_of(path), str(path.relative_to(PACKAGE))}
        for line, name in imports(path):
            allowed = CONFINED.get(name.split(".")[0])
            if allowed is not None and not places & allowed:
                wrong.append(f"{path.relative_to(PACKAGE)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_rooms_inside_the_web_do_not_import_each_other() -> None:
    wrong = []
    web = PACKAGE / "web"
    rooms = {folder.name for folder in web.iterdir() if (folder / "views.py").exists()}
    for room in rooms:
        for path in python_files(web / room):
            for line, name in imports(path):
                parts = name.split(".")
                if parts[:2] == ["elearn", "web"] and len(parts) > 2 and parts[2] in rooms - {room}:
                    wrong.append(f"{path.relative_to(PACKAGE)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_a_figure_goes_one_way_through_the_reports() -> None:
    reports = PACKAGE / "reports"
    order = {place: number for number, place in enumerate(WAY_OF_A_FIGURE, start=1)}
    wrong = []
    for path in python_files(reports):
        here = order.get(path.relative_to(reports).parts[0].removesuffix(".py"), 0)
        for line, name in imports(path):
            parts = name.split(".")
            if parts[:2] == ["elearn", "reports"] and len(parts) > 2 and order.get(parts[2], 0) > here:
                wrong.append(f"{path.relative_to(PACKAGE)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_no_room_is_called_by_a_word_that_says_nothing() -> None:
    empty = {"util", "utils", "helpers", "helper", "common", "manager", "misc"}
    assert not [path for path in python_files() if path.stem in empty]


def test_the_kernel_is_closed() -> None:
    allowed = {"__init__", "db", "config", "paths", "clock", "words", "mail", "jobs", "audit", "errors"}
    assert {path.stem for path in python_files(PACKAGE / "kernel")} <= allowed
