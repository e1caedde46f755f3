"""The MkDocs plugin: a thin shell over `generator.site.build`."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Literal

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import site
from generator.host import problems_page
from generator.host.config import PluginConfig, edition, settings
from generator.host.menu import Menu, default_nav, menu
from generator.host.pages import add_pages
from generator.problems import Problems, report
from generator.words import OWN_CATALOGUES, words

THEME = Path(__file__).parent.parent / "theme"
STYLES = "assets/inspection/inspection.css"


def _in_page_language(language: str, own: Path) -> Callable[..., str]:
    """What the theme's own templates say, in the language of the page that they surround."""

    @pass_context
    def say(context: Context, message: str) -> str:
        page = context.get("page")
        tag = page.meta.get("lang") if page is not None and page.meta else ""
        return words(tag or language, own).say(message)

    return say


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
        self.ready: site.Built | None = None
        """What the command has built before it called MkDocs, to be used once."""
        self.command: str = "build"
        self.problems: Problems | None = None

    def on_startup(
        self,
        *,
        command: Literal["build", "gh-deploy", "serve"],
        dirty: bool,  # noqa: ARG002 - MkDocs' signature
    ) -> None:
        """Remember whether this is a preview. Having this hook keeps the plugin between builds."""
        self.command = command

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
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Build every page before MkDocs empties the site's folder."""
        try:
            self.built = self.ready or site.build(
                settings(config, self.config),
                edition(self.config, public=self.command != "serve"),
            )
            self.problems = None
        except Problems as error:
            if self.command != "serve":
                raise PluginError(f"\n{report(error.problems)}") from None
            self.problems = error
        self.ready = None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand the pages and attachments over."""
        pages = self.built.pages if self.built else ()
        if self.problems is not None:
            pages = problems_page.marked(pages, self.problems)
            if self.built is None:
                config.nav = [{"Problems": "index.md"}]  # what else is named is not there yet
        add_pages(pages, files, config)
        if self.built and config.nav is None:
            kinds = {entry.kind for entry in self.built.released.entries}
            own = Path(settings(config, self.config).root) / OWN_CATALOGUES
            config.nav = default_nav(pages, kinds, words(self.config.language, own))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the menu for the header and footer."""
        self.menu: Menu = menu(nav, config.nav)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Give the theme the menu."""
        env.globals["inspection"] = self.menu
        env.globals["not_public"] = self._not_public
        own = Path(settings(config, self.config).root) / OWN_CATALOGUES
        env.globals["_"] = _in_page_language(self.config.language, own)
        env.globals["site_language"] = self.config.language
        env.globals["material_language"] = partial(_material_language, tuple(config.theme.dirs))
        return env

    @property
    def _not_public(self) -> bool:
        return self.built is not None and not self.built.edition.public

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep search engines from what is not public or has moved, and send readers on."""
        head = ""
        if self._not_public or page.meta.get("moved_to"):
            head += '<meta name="robots" content="noindex">'
        if page.meta.get("moved_to"):
            target = html.escape(page.meta["moved_to"])
            head += f'<meta http-equiv="refresh" content="0; url={target}">'
        return output.replace("<head>", f"<head>{head}", 1) if head else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put attachments in their place, whatever MkDocs would take them for."""
        for path, source in (self.built.files if self.built else {}).items():
            target = Path(config.site_dir) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object
    ) -> LiveReloadServer:
        """Watch the records too."""
        root = settings(config, self.config).root
        server.watch(str(root / self.config.data_dir))
        if (root / OWN_CATALOGUES).is_dir():
            server.watch(str(root / OWN_CATALOGUES))
        return server
