"""The pages of the demo intranet: templates of `examples/intranet`, filled with the service's address and days."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from widget_server.demo import dates, places

MAIN_LANGUAGE = "nl"  # one conversation has one title: the one of the company's own language


@dataclass(frozen=True, slots=True)
class Host:
    """Where this intranet and the service stand, and the day on which the demo was built."""

    origin: str
    service: str
    built_on: date


class Intranet:
    """Every page in both languages."""

    def __init__(self, host: Host) -> None:
        folder = places.intranet()
        self._host = host
        self._site = tomllib.loads((folder / "site.toml").read_text("utf-8"))
        self._templates = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)

    def ids(self) -> list[str]:
        """Give the ids of the pages, in the order of the navigation."""
        return [page["id"] for page in self._site["page"]]

    def with_talk(self) -> list[str]:
        """Give the ids of the pages with a conversation of their own: not that which shows a group's."""
        return [page["id"] for page in self._site["page"] if "group" not in page]

    def title(self, page_id: str, lang: str = MAIN_LANGUAGE) -> str:
        """Give a page's title with its days filled in."""
        page = next(page for page in self._site["page"] if page["id"] == page_id)
        title: str = page[lang]["title"]
        return title.format(**self._days(lang))

    def render(self, page_id: str, lang: str) -> str:
        """Give the HTML of a page. Raises StopIteration for an id that is not in ids()."""
        page = next(page for page in self._site["page"] if page["id"] == page_id)
        return self._fill(f"pages/{lang}/{page_id}.html", lang, self._described(page, lang))

    def render_missing(self, lang: str) -> str:
        """Give the HTML of the page that says that there is none."""
        return self._fill(
            "missing.html", lang, {"id": "", "group": "", "title": self._site["text"][lang]["missing_title"]}
        )

    def _described(self, page: dict[str, Any], lang: str) -> dict[str, Any]:
        published = self._host.built_on - timedelta(days=page["age_days"])
        return {
            "id": page["id"],
            "group": page.get("group", ""),
            "title": self.title(page["id"], lang),
            "main_title": self.title(page["id"]),
            "by": page[lang]["by"],
            "minutes": page["minutes"],
            "published": dates.spoken(published, lang) if page["age_days"] >= 0 else "",
        }

    def _days(self, lang: str) -> dict[str, str]:
        built_on = self._host.built_on
        return {
            "next_month": dates.spoken(dates.first_of_month(built_on, ahead=1), lang),
            "month_after_next": dates.spoken(dates.first_of_month(built_on, ahead=2), lang),
            "in_three_years": str(built_on.year + 3),
        }

    def _fill(self, template: str, lang: str, page: dict[str, Any]) -> str:
        return self._templates.get_template(template).render(
            lang=lang,
            page=page,
            pages=[{"id": entry["id"], "nav": entry[lang]["nav"]} for entry in self._site["page"]],
            text=self._site["text"][lang],
            languages=dates.LANGUAGES.items(),
            company=self._site["company"],
            site_key=self._site["site_key"],
            origin=self._host.origin,
            service=self._host.service,
            day=partial(self._day, lang),
            today=partial(dates.spoken, dates.today(), lang),
            weekday=lambda number: dates.WEEKDAYS[lang][number],
            is_today=lambda number: Markup(" data-today") if dates.today().weekday() == number else "",
            **self._days(lang),
        )

    def _day(self, lang: str, offset: int, *, weekday: bool = False) -> str:
        return dates.spoken(self._host.built_on + timedelta(days=offset), lang, weekday=weekday)
