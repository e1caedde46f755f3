"""MkDocs' frame round one page at a time, where a build puts it round all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from generator import site
from generator.host import problems_page
from generator.host.config import load
from generator.host.pages import add_page
from generator.host.plugin import InspectionPlugin
from generator.plan import Leaf
from generator.problems import Place, Problem, Problems


@dataclass(frozen=True)
class Framed:
    """A site in its frame at one moment. Paths are a browser's, without the first slash."""

    config: MkDocsConfig
    env: Environment
    files: Files
    nav: Navigation
    built: site.Built | None
    _made: dict[str, str] = field(default_factory=dict)

    @cached_property
    def pages(self) -> Mapping[str, Leaf]:
        """Every page by its path."""
        if self.built is None:
            return {problems_page.ALONE.path: problems_page.ALONE}
        return {leaf.path: leaf for leaf in self.built.leaves}

    def page(self, path: str) -> str | None:
        """The page at a path, whole; None if there is none."""
        if path not in self._made:
            if path not in self.pages:
                return None
            self._made[path] = self._whole(self._prepared(self.pages[path]))
        return self._made[path]

    def _prepared(self, page: Leaf) -> Page:
        """A page as MkDocs knows it; those that no menu names are made known only now."""
        name = page.source or f"{page.path}index.md"
        if self.files.get_file_from_path(name) is None and self.built is not None:
            add_page(page, self.built.rendered, self.files, self.config)
        file = self.files.get_file_from_path(name)
        return cast("Page", file and file.page)

    def forget(self) -> None:
        """Make every page anew when it is next looked at."""
        self._made.clear()

    def _whole(self, page: Page) -> str:
        """A page as `mkdocs build` makes it, with all that plugins have to say on the way."""
        config, plugins, files = self.config, self.config.plugins, self.files
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=files
        )
        page.render(config, files)
        page.content = plugins.on_page_content(
            page.content or "", page=page, config=config, files=files
        )
        context = get_context(self.nav, files, config, page)
        template = self.env.get_template(page.meta.get("template", "main.html"))
        context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
        output = template.render(cast("dict[str, object]", context))
        return str(plugins.on_post_page(output, page=page, config=config) or "")

    def not_found(self) -> str:
        """The page for an address at which there is none. A sitemap is left to a build."""
        name = "404.html"
        template = self.env.get_template(name)
        plugins = self.config.plugins
        template = plugins.on_pre_template(template, template_name=name, config=self.config)
        context = get_context(self.nav, self.files, self.config, base_url="/")
        context = plugins.on_template_context(context, template_name=name, config=self.config)
        output = template.render(cast("dict[str, object]", context))
        return str(plugins.on_post_template(output, template_name=name, config=self.config) or "")

    def file(self, path: str) -> bytes | None:
        """What is handed over as it is: styles, fonts, pictures, attachments; None if not there."""
        attachments = self.built.files if self.built else {}
        if path in attachments:
            return attachments[path].read_bytes()
        if self.built and (data := self.built.file(path)) is not None:
            return data
        file = self.files.get_file_from_path(path)
        if file is None or file.page is not None or file.is_documentation_page():
            return None
        return file.content_bytes


class Frame:
    """A site's configuration and theme, kept for as long as its mkdocs.yml says the same."""

    def __init__(
        self, config_file: str | None, site_url: str, last_good: site.Built | None = None
    ) -> None:
        """Load them; `last_good` is shown for as long as nothing else is.

        Raises:
            Problems: they cannot be used.
        """
        config = load(config_file, strict=False)
        config.site_url = site_url
        self.plugin = cast("InspectionPlugin", config.plugins["inspection"])
        with _told(config):
            config.plugins.on_startup(command="serve", dirty=False)
            self.plugin.built, self.plugin.one_by_one = last_good, True
            self.config = config.plugins.on_config(config)
            self.env = self.config.theme.get_env()
            theme = Files([])
            theme.add_files_from_theme(self.env, self.config)
        self._theme = tuple(theme)
        self._nav = self.config.nav

    def around(self, built: site.Built | Problems) -> Framed:
        """The site in its frame; of problems, the last one without any, with them above it.

        Raises:
            Problems: the frame cannot be put round it.
        """
        config, plugins = self.config, self.config.plugins
        config.nav = self._nav
        self.plugin.ready = built
        with _told(config):
            plugins.on_pre_build(config=config)
            files = get_files(config)
            for file in self._theme:
                files.append(file)
            files = plugins.on_files(files, config=config)
            nav = plugins.on_nav(get_navigation(files, config), config=config, files=files)
            env = plugins.on_env(self.env, config=config, files=files)
        return Framed(config, env, files, nav, self.plugin.built)


@contextmanager
def _told(config: MkDocsConfig) -> Iterator[None]:
    """What a site's own plugins and settings raise, as problems."""
    try:
        yield
    except MkDocsException as error:
        place = Place(config.config_file_path or "mkdocs.yml")
        raise Problems([Problem("mkdocs", place, str(error).strip())]) from None
