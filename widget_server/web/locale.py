"""In which language we answer: the widget's, else the browser's, else the configured one."""

from __future__ import annotations

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel

LOCALES = ("nl", "en")
babel = Babel()


def install(app: Flask, default: str) -> None:
    """Let `app` speak Dutch and English."""
    app.config["BABEL_DEFAULT_LOCALE"] = default
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "web/translations"
    babel.init_app(app, locale_selector=reader_locale)


def reader_locale() -> str:
    """Give nl or en: `lang` of the address, else Accept-Language, else the default."""
    if not has_request_context():
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    if "locale" not in g:
        asked = request.args.get("lang", "")[:2]
        best = request.accept_languages.best_match(LOCALES)
        g.locale = asked if asked in LOCALES else best or current_app.config["BABEL_DEFAULT_LOCALE"]
    return str(g.locale)
