"""Templates as quick as they go: what never changes is worked out when a template is compiled.

What a template says stands in it in its language already, its indents are gone, and its macros are
called as the functions that they are. Nothing of this shows in what is printed but fewer blanks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.rendering.blanks import tight
from generator.store import Store, fingerprint, program
from generator.words import Words

TEMPLATES = Path(__file__).parent.parent / "templates"


class Compiled(BytecodeCache):
    """Templates that were compiled before, in this build or an earlier one."""

    store: ClassVar[Store | None] = None
    """Where they are kept, if a build has said so."""

    def __init__(self, state: str = "") -> None:
        """Keep those whose code depends on the program and on this."""
        self._state = state

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template as it was compiled before."""
        code = self.store.code(self._name(bucket)) if self.store else None
        if code is not None:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        if self.store and bucket.code:
            self.store.put_code(self._name(bucket), bucket.code)

    def _name(self, bucket: Bucket) -> str:
        return fingerprint("template", program(), self._state, bucket.key, bucket.checksum)


@lru_cache(maxsize=8)
def environment(words: Words) -> Environment:
    """The environment of a language's pages; every filter and global is registered here."""
    made = _Compiling(words)
    made.filters["safe_html"] = Markup
    made.globals["ngettext"] = _counting(words)
    return made


def compile_share(words: Words, first: int, shares: int) -> None:
    """Compile one of several shares of all templates, so that no other process has to."""
    made = environment(words)
    for name in made.list_templates()[first::shares]:
        made.get_template(name)


def _counting(words: Words) -> Callable[..., Markup]:
    def count(one: str, many: str, num: int, **values: object) -> Markup:
        said = words.translations.ngettext(one, many, num)
        return Markup(said) % {"num": num, **values}  # noqa: S704 - same

    return count


_SPECIAL = re.compile("[&<>\"']")


def printed(value: object) -> str:
    """A value as it stands in HTML; most words have nothing in them to escape."""
    if value.__class__ is Markup or (value.__class__ is str and not _SPECIAL.search(value)):
        return value
    return escape(value)


class _Direct(CodeGenerator):
    """Writes code that takes things as they are: views are objects, and functions plain ones.

    Jinja's own would look for an item where there is no attribute, and for functions that ask for
    the context; ours has neither.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002 - Jinja's
        self.write("environment.printed(")

    def visit_Call(  # noqa: N802 - Jinja's name
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - Jinja's signature
    ) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        outer, self.stream = self.stream, StringIO()
        self.signature(node, frame)
        arguments = self.stream.getvalue().removeprefix(", ")
        self.stream = outer
        self.write(f"({arguments})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002 - Jinja's
        self.write("environment.macro(macro)")


def _macro(print_: Callable[..., str]) -> Callable[..., Markup]:
    """A macro as a plain function: ours are given all that they take."""
    return lambda *given: Markup(print_(*given))  # noqa: S704 - what it prints is escaped


class _Compiling(Environment):
    code_generator_class = _Direct
    printed = staticmethod(printed)
    macro = staticmethod(_macro)

    def __init__(self, words: Words) -> None:
        super().__init__(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            bytecode_cache=Compiled(words.state),
        )
        self._folding = _Folding(words.translations.gettext)

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """A template's text without indents, and without the lines that hold only control."""
        return _CONTROL.sub(r"\1", tight(super().preprocess(source, name, filename)))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        made: nodes.Template = self._folding.visit(super()._parse(source, name, filename))
        return made


class _Folding(NodeTransformer):
    """Puts in the place of words to be said the words themselves."""

    def __init__(self, translated: Callable[[str], str]) -> None:
        self.translated = translated

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        if not (isinstance(node.node, nodes.Name) and node.node.name == "_"):
            return node
        said = self.translated(node.args[0].as_const())
        if not node.kwargs:
            return _safe(said % {}, node)
        values = [nodes.Pair(nodes.Const(one.key), one.value) for one in node.kwargs]
        safe = nodes.MarkSafe(nodes.Const(said), lineno=node.lineno)
        return nodes.Mod(safe, nodes.Dict(values, lineno=node.lineno), lineno=node.lineno)


def _safe(words: str, node: nodes.Node) -> nodes.Node:
    found = nodes.Const(words, lineno=node.lineno)
    return nodes.MarkSafe(found, lineno=node.lineno) if _SPECIAL.search(words) else found


_CONTROL = re.compile(r"^((?:\{[%#](?:(?![%#]\}).)*[%#]\}[ \t]*)+)\n", re.MULTILINE)
"""A line that prints nothing."""
