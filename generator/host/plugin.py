"""The MkDocs plugin: a thin shell over `generator.site.build`."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Literal, cast

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    pass_context,
)
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import site
from generator.host import framing, problems_page
from generator.host.assets import listed_quickly
from generator.host.config import PluginConfig, edition, settings
from generator.host.handing import Handed, Handing
from generator.host.mends import mended
from generator.host.menu import default_nav, menu, named_in, without
from generator.host.pages import add_pages
from generator.host.standing import Standing
from generator.problems import Place, Problems, report
from generator.publish import headers, manifest
from generator.rendering.compiling import Compiled
from generator.stages import Stages
from generator.views.search import PAGE as SEARCH
from generator.words import OWN_CATALOGUES, words

THEME = Path(__file__).parent.parent / "theme"
STYLES = "assets/inspection/inspection.css"
SEARCH_SCRIPT = "assets/inspection/search.js"


def _in_page_language(language: str, own: Path) -> Callable[..., str]:
    """What the theme's own templates say, in the language of the page that they surround."""

    @pass_context
    def say(context: Context, message: str) -> str:
        page = context.get("page")
        tag = page.meta.get("lang") if page is not None and page.meta else ""
        return words(tag or language, own).say(message)

    return say


def _material(config: MkDocsConfig) -> str:
    """The folder of Material's templates: the last but one that has a base, before MkDocs' own."""
    ours = config.theme.dirs.index(str(THEME))
    return next(d for d in config.theme.dirs[ours + 1 :] if (Path(d) / "base.html").is_file())


@cache
def _material_language(folders: tuple[str, ...], tag: str) -> str:
    """The language, of those that the theme has words in, that is nearest to a tag."""
    for name in (tag, tag.partition("-")[0]):
        files = (Path(folder) / f"partials/languages/{name}.html" for folder in folders)
        if any(file.is_file() for file in files):
            return name
    return "en"


class InspectionPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Turns the records of a site into its pages."""

    def __init__(self) -> None:
        self.built: site.Built | None = None
        self.ready: site.Built | Problems | None = None
        """What the command has built, or failed to, before it called MkDocs; used once."""
        self.one_by_one = False
        """Whether pages are handed over when they are looked at, but for those in the menu."""
        self.command: str = "build"
        self.problems: Problems | None = None
        self.inline: set[str] = set()
        """The hashes of scripts that stand in pages: a site's own, since ours have none."""
        self.standing: Standing | None = None
        """The site that stands, of which files can be taken over."""
        self.handing: Handing | None = None
        self.handed = Handed()
        self.frames: framing.Frames | None = None
        """The theme's frames, in a build; a preview shows few pages of a state."""
        self.stages = Stages()
        self.edit: Callable[[Place], str] | None = None
        """Makes the address that opens a place in the author's editor, in a preview."""

    def on_startup(
        self,
        *,
        command: Literal["build", "gh-deploy", "serve"],
        dirty: bool,  # noqa: ARG002 - MkDocs' signature
    ) -> None:
        """Begin with nothing, and remember whether this is a preview.

        Having this hook makes MkDocs keep the plugin between the builds of a preview.
        """
        self.command = command
        self.built = self.problems = self.edit = self.frames = None
        self.one_by_one = False
        self.inline = set()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the package's theme between the site's own overrides and Material."""
        if not config.use_directory_urls:
            raise PluginError("inspection: addresses are folders, so leave use_directory_urls on")
        position = 1 if config.theme.custom_dir else 0
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(position, str(THEME))
        if STYLES not in config.extra_css:
            config.extra_css.insert(0, STYLES)
        config.theme["font"] = False
        config.extra.setdefault("scope", "/")
        listed_quickly(config.theme)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Build every page before MkDocs empties the site's folder."""
        ready, self.ready = self.ready, None
        built = ready or self._attempt(config)
        if isinstance(built, site.Built):
            self.built, self.problems = built, None
        elif self.command == "serve":
            self.problems = built
        else:
            raise PluginError(f"\n{report(built.problems)}")

    def _attempt(self, config: MkDocsConfig) -> site.Built | Problems:
        serves = self.command == "serve"
        make = site.whole if serves else site.build  # a server has threads, and must not fork
        try:
            return make(settings(config, self.config), edition(self.config, public=not serves))
        except Problems as error:
            return error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand the pages and attachments over."""
        if not self.config.search and (script := files.get_file_from_path(SEARCH_SCRIPT)):
            files.remove(script)
        if self.built is None:
            config.nav = [{"Problems": "index.md"}]  # what else is named is not there yet
            add_pages([problems_page.ALONE], problems_page.alone, files, config)
            return files
        built, shown = self.built, self.built.shown
        if config.nav is None:
            own = Path(settings(config, self.config).root) / OWN_CATALOGUES
            config.nav = default_nav(built.leaves, shown.kinds, words(self.config.language, own))
        elif self.command == "build":  # what an embargo holds back comes into the menu with its end
            config.nav = without(config.nav, shown.hidden_pages)
        pages = built.leaves
        if self.one_by_one:
            named = named_in(config.nav)
            pages = tuple(p for p in pages if p.source or f"{p.path}index.md" in named)
        add_pages(pages, built.rendered, files, config)
        if self.standing is not None:
            self.standing.mark(files)
        self.handing = Handing(built.beside, Path(config.site_dir), self.standing)
        for path in shown.held_back:
            if (file := files.get_file_from_path(path)) is not None:
                files.remove(file)
        return files

    def on_page_content(self, html: str, **_: object) -> str:
        """Put what is wrong above the page as it was when nothing was."""
        if self.problems is None:
            return html
        last_good = self.built is not None
        return problems_page.notice(self.problems, last_good=last_good, edit=self.edit) + html

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the navigation, and the menu of it for the header and footer."""
        self.nav, self.menu = nav, menu(nav, config.nav)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme the menu, and Material's own templates by their names."""
        if not isinstance(env.loader, ChoiceLoader):
            material = {"material": FileSystemLoader(_material(config))}
            framed = DictLoader({framing.TEMPLATE: framing.SOURCE, framing.TAKEN: ""})
            theirs = cast("BaseLoader", env.loader)
            env.loader = ChoiceLoader([theirs, PrefixLoader(material), framed])
        env.bytecode_cache = env.bytecode_cache or Compiled()
        env.globals["search_page"] = SEARCH if self.config.search else ""
        env.globals["inspection"] = self.menu
        env.globals["not_public"] = self._not_public
        own = Path(settings(config, self.config).root) / OWN_CATALOGUES
        env.globals["_"] = _in_page_language(self.config.language, own)
        env.globals["site_language"] = self.config.language
        env.globals["material_language"] = partial(_material_language, tuple(config.theme.dirs))
        if self.command == "build" and not config.plugins.events["page_context"]:
            self._share_frames(env, config, files)
        return env

    def _share_frames(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Let pages that the menu does not name have the theme's frame from one another."""
        languages = self.built.shown.languages if self.built else ()
        near = [i.url for i in self.menu.items]
        if self.config.search:
            near += [f"{language}/{SEARCH}" for language in languages if language]
        pages = files.documentation_pages()
        self.frames = framing.Frames(
            config, env, self.nav, pages, self._saying(config), framing.folders(near)
        )
        env.globals["framed"] = self.frames.page
        for page in (file.page for file in pages):
            if page is not None and framing.suits(page):
                page.meta["template"] = framing.TEMPLATE

    @property
    def _not_public(self) -> bool:
        return self.built is not None and not self.built.edition.public

    def _saying(self, config: MkDocsConfig) -> Callable[[str], Callable[[str], str]]:
        """How each language says words of the interface; none is the site's own."""
        own = Path(settings(config, self.config).root) / OWN_CATALOGUES
        return lambda tag: words(tag or self.config.language, own).say

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Mend the frame of the page for addresses that lead nowhere."""
        if not template_name.endswith(".html"):
            return output
        output = mended(output, self._saying(config)(""))
        self.inline |= headers.inline_hashes(output)
        return output

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Mend the frame, keep search engines from what is not public, and send readers on."""
        self.stages.advance()
        if page.meta.get("template") == framing.TAKEN:
            return output
        framed = page.meta.get("template") == framing.TEMPLATE
        if not framed:
            output = mended(output, self._saying(config)(page.meta.get("lang", "")))
        head = ""
        if self._not_public or page.meta.get("moved_to"):
            head += '<meta name="robots" content="noindex">'
        if page.meta.get("moved_to"):
            target = html.escape(page.meta["moved_to"])
            head += f'<meta http-equiv="refresh" content="0; url={target}">'
        if self.command == "build" and not (framed and "<script" not in (page.content or "")):
            self.inline |= headers.inline_hashes(output)
        return output.replace("<head>", f"<head>{head}", 1) if head else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put attachments, and what is made beside the pages, in their place."""
        if self.built is None or self.handing is None:
            return
        site_dir = Path(config.site_dir)
        for path, source in self.built.files.items():
            target = site_dir / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        self.stages.begin("Data, feeds and search")
        self.handed = self.handing.done()
        self.built.stop()
        if self.command == "build":
            if self.frames is not None:
                for text in self.frames.texts:
                    self.inline |= headers.inline_hashes(text)
            sent = headers.headers(self.inline, public=not self._not_public)
            for path, data in headers.files(sent).items():
                (site_dir / path).write_bytes(data)
            self.stages.begin("Hash files")
            manifest.write(site_dir, self.handed.hashes)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object
    ) -> LiveReloadServer:
        """Watch the records too."""
        root = settings(config, self.config).root
        server.watch(str(root / self.config.data_dir))
        if (root / OWN_CATALOGUES).is_dir():
            server.watch(str(root / OWN_CATALOGUES))
        return server
