"""Every code of the language itself, each with one sentence for the author."""

from __future__ import annotations

FILE_CODES: dict[str, str] = {
    "missing-file": "A file that the course needs is not there or cannot be read.",
    "file-name": "A file in a folder of content is not named as files there are, and would be left out.",
    "file-too-large": "The file is larger than any unit can be.",
    "bad-utf8": "The file is not UTF-8 text.",
    "module-id": "The id of module.md is not the id that the course file gives to its folder.",
    "sources-toml": "sources.toml is not TOML, so nothing in it could be read.",
    "sources-value": "A key of sources.toml is unknown, missing, or says something that is not allowed.",
}

CHARACTER_CODES: dict[str, str] = {
    "tab": "A tab stands in the text; indentation is made of spaces.",
    "look-alike": "A character looks like one that acts (a bracket, a brace, >, #) and is another.",
    "direction-mark": "An invisible mark changes the direction in which text is shown.",
    "invisible-character": "A character that nobody can see stands in the text.",
    "odd-space": "A space of an unusual width stands where it can be taken for a plain one.",
    "control-character": "A character stands in the text that is no text.",
}

HEADER_CODES: dict[str, str] = {
    "no-front-matter": "The file does not begin with front matter between two lines “---”.",
    "front-matter-open": "The front matter is not closed by a line “---”, or a blank line stands in it.",
    "bad-front-matter": "A line of the front matter is not “key: value” in plain text.",
    "unknown-key": "The front matter has a key that means nothing in this kind of file.",
    "missing-key": "The front matter lacks a key that this kind of file must have.",
    "header-twice": "A key stands twice in the front matter.",
}

BLOCK_CODES: dict[str, str] = {
    "unclosed-block": "A block is opened and not closed by a “:::” of its own.",
    "stray-close": "A “:::” closes a block where none is open.",
    "near-fence": "A line looks like the opening or closing of a block and is not written as one.",
    "unknown-block": "There is no block of this name.",
    "wrong-place": "The block cannot stand where it stands.",
    "nested-too-deep": "Too many blocks stand in each other.",
    "empty-block": "The block lacks what it is for.",
    "block-twice": "A block holds two of something that it may hold once.",
    "text-after-end": "Text stands below the part of a block that must be its last.",
    "media-kind": "A figure names something else than an svg, png or jpg file in the media folder.",
    "checklist-list": "A checklist does not hold exactly one list.",
    "field-columns": "The widths of a field’s columns do not fit its table.",
    "bad-heading": "A line begins with # and is not “## Title {#id}” or “### Title {#id}”.",
    "heading-in-block": "A heading stands inside a block.",
    "heading-in-prose": "A heading stands in a file that has none.",
    "heading-level": "The first heading of a file is of the second level.",
    "text-before-term": "Text stands in the glossary before its first term.",
    "text-between-items": "Text stands between the questions of the test bank.",
}

ATTRIBUTE_CODES: dict[str, str] = {
    "bad-attributes": "What stands between the braces of a block cannot be read to its end.",
    "smart-quote": "An attribute stands in typographic quotes instead of straight ones.",
    "unknown-attribute": "The block has no attribute of this name.",
    "attribute-twice": "An attribute is given twice.",
    "missing-attribute": "The block lacks an attribute that it must have.",
    "empty-attribute": "An attribute is empty, or begins or ends with a space.",
    "bad-value": "The value is not one of those that are allowed.",
    "bad-number": "The value is not a whole number in the digits 0-9.",
    "missing-id": "The block lacks the id that it must have.",
    "needless-id": "The block has an id and takes none.",
    "bad-id": "An id is not written in small letters a-z, digits and hyphens.",
}

OPTION_CODES: dict[str, str] = {
    "bad-option": "A list line in a question or step is not written as an option.",
    "bad-key": "What ends an option is not exactly its “{#key verdict}”.",
    "option-without-key": "An option has no key.",
    "key-twice": "Two options of one question have the same key.",
    "empty-option": "An option has no text.",
    "missing-verdict": "An option or choice has no verdict.",
    "bad-verdict": "The verdict is not sound, defensible, risky or breach.",
    "needless-verdict": "The option has a verdict, and its kind of question has none.",
    "verdict-differs": "The check box and the verdict of an option contradict each other.",
    "mixed-options": "The options of one question are not all written in the way of its kind.",
    "too-few-options": "The question has fewer than two options.",
    "no-right-option": "No option is marked as right.",
    "bad-order": "The options of an order are not numbered from 1.",
    "bad-match": "An option of a match does not have two sides parted by “ => ”.",
    "choice-without-target": "A choice does not say which step it leads to.",
    "text-after-option": "Something other than feedback follows the key of an option.",
    "text-after-options": "Text stands below the options.",
    "block-after-options": "A block stands below the options.",
    "option-after-end": "An option stands below the closing quote or the debrief.",
    "feedback-without-option": "Feedback does not stand directly below an option.",
    "quote-before-options": "What is told after answering stands above the options.",
    "short-quote": "What is told on arriving, one line long, stands where one slip would show it early.",
}

LINK_CODES: dict[str, str] = {
    "id-twice": "The same id stands at two places; answers and statistics could not be told apart.",
    "link-target": "A link leads to an id that does not exist in the course.",
    "step-target": "A choice leads to a step that its scenario does not have.",
    "agenda-session": "A step of an agenda names a session that does not exist.",
    "citation-unknown": "A citation names an instrument or a paragraph that sources.toml does not have.",
}

PROSE_CODES: dict[str, str] = {
    "line-too-long": "The line has over 2,000 characters.",
    "run-too-long": "Over 8,000 characters stand together without a heading or a block.",
    "too-many-brackets": "Over 100 square brackets stand in one run of text.",
    "too-much-emphasis": "Too many “*”, “_” and “`” stand in one run of text.",
    "list-without-blank-line": "A list has no blank line above it.",
    "list-indent": "A list inside a list is not indented by two spaces.",
    "list-kind": "Bullets and numbers follow each other in one list.",
    "list-too-deep": "Lists stand in each other more than four levels deep.",
    "list-continuation": "The text of a list item goes on without being indented.",
    "indented-text": "Text is indented and belongs to no list or option.",
    "no-blank-line": "A quote, table or break has no blank line above or below it.",
    "bad-quote": "A line of a quote has no space after its “>”.",
    "stray-quote": "A quote is indented, or stands in another quote.",
    "bad-table": "The rows of a table do not fit each other.",
    "odd-line": "A line begins like a list item or a break and is neither.",
    "odd-markup": "Markdown would show marks to the reader here instead of acting on them.",
    "stray-brace": "A brace stands in the text.",
    "stray-box": "A check box stands outside an option.",
    "stray-mark": "A bracket, bar, backslash or other mark stands in the text and means nothing there.",
    "raw-html": "The text holds HTML.",
    "entity": "The text holds an entity such as &amp;.",
    "inline-image": "A picture stands in the text instead of in a figure.",
    "footnote": "The text holds a footnote.",
    "reference-definition": "The text holds the definition of a reference link.",
    "bad-link": "A link leads to something else than https://…, mailto:… or #id.",
    "bad-citation": "A citation is not written as a key and a paragraph.",
}

SYNTAX_CODES: dict[str, str] = {
    **FILE_CODES,
    **CHARACTER_CODES,
    **HEADER_CODES,
    **BLOCK_CODES,
    **ATTRIBUTE_CODES,
    **OPTION_CODES,
    **LINK_CODES,
    **PROSE_CODES,
}
