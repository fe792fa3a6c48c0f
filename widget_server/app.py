"""The composition: rooms, listeners, manners. Nothing else."""

from __future__ import annotations

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from widget_server import __version__, db
from widget_server.activities.tasks import forget_answers
from widget_server.assets import routes as assets
from widget_server.boot import hits
from widget_server.boot import routes as boot
from widget_server.core import events
from widget_server.core.errors import N_
from widget_server.core.settings import Settings, load, require_secret
from widget_server.demo_idp import routes as demo_idp
from widget_server.feed import routes as feed
from widget_server.feed.service import concerned, show_like
from widget_server.files import routes as files
from widget_server.files.tasks import forget_files
from widget_server.follows import routes as follows
from widget_server.groups import routes as groups
from widget_server.health import routes as health
from widget_server.jobs.tasks import Dispatcher, Handler
from widget_server.mail import routes as mail
from widget_server.mail.tasks import digest_person, forget_deliveries, mail_person, plan_mail, plan_waiting
from widget_server.notifications import routes as notifications
from widget_server.notifications.service import JOB as TELL
from widget_server.notifications.service import fan_out, told_of
from widget_server.notifications.tasks import forget_notifications, tell_followers
from widget_server.pages import routes as pages
from widget_server.pages.service import on_activity
from widget_server.pages.tasks import forget_unlisted
from widget_server.people import routes as people
from widget_server.push import routes as push_devices
from widget_server.push.tasks import forget_pushes, plan_push, push_person
from widget_server.reactions import routes as reactions
from widget_server.realtime import routes as realtime
from widget_server.realtime.service import Concerns, push
from widget_server.sessions import routes as sessions
from widget_server.sessions.tasks import forget_dead
from widget_server.sites import routes as sites
from widget_server.threads import routes as threads
from widget_server.threads.service import kept
from widget_server.threads.tasks import render_again
from widget_server.topics import routes as topics
from widget_server.web import api, config, docs, hosts, json, limits, locale, manners, problems
from widget_server.webapp import routes as webapp

# Whatever happens is written once, in `activities`. What must react to it is listed here, and nowhere else.
WITHIN_TRANSACTION = (on_activity, fan_out, show_like)
AFTER_COMMIT = (kept.forget, push)
WHEN_SEEN = (plan_waiting,)
# What concerns single persons, live: {topic: (what happened, who is here) -> whom it concerns}; asked after the commit.
OWN: dict[str, Concerns] = {"notifications": told_of, "feed": concerned}
# What is done each night, in this order.
PERIODIC = (
    render_again,
    forget_unlisted,
    forget_answers,
    forget_dead,
    forget_deliveries,
    forget_files,
    forget_pushes,
    forget_notifications,
)
# What is done later, by name, about each thing that somebody asked for; and the names nobody need ask for.
JOBS: dict[str, Handler] = {
    "plan_mail": plan_mail,
    "mail": mail_person,
    "digest": digest_person,
    "plan_push": plan_push,
    "push": push_person,
    TELL: tell_followers,
}
ALWAYS = ("plan_mail", "plan_push")
NO_DATABASE = N_("The database cannot be reached at this moment. Try again in a minute.")


def create_app(settings: Settings | None = None) -> Flask:
    """Give the service. Raises BadSetting when the configuration cannot be used."""
    settings = settings or load(os.environ)[0]
    require_secret(settings)
    app = Flask("widget_server", static_folder=None, template_folder="web/templates")
    app.json = json.OrjsonProvider(app)
    app.config.update(
        DEBUG=False,  # whatever FLASK_DEBUG says
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=json.MAX_BODY_BYTES,
        SQLALCHEMY_DATABASE_URI=settings.database,
        PUBLIC_URL=settings.public_url.rstrip("/"),
    )
    config.install(app, settings)
    locale.install(app, settings.default_locale)
    limits.install(app, settings.redis_url)
    _fronts(app, settings)
    db.install(app)
    _rooms(app, settings)
    _faults(app)  # after the API, which brings its own words for errors
    events.subscribe(within_transaction=WITHIN_TRANSACTION, after_commit=AFTER_COMMIT, when_seen=WHEN_SEEN)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def dispatcher(app: Flask) -> Dispatcher:
    """Give what does the work that is done later."""
    return Dispatcher(app, JOBS, ALWAYS, PERIODIC)


def _fronts(app: Flask, settings: Settings) -> None:
    """Put around Flask what answers before it does, and the manners around that."""
    hits.install(app, settings.public_url)
    realtime.install(app, settings, OWN)
    manners.install(app)
    hosts.install(app, settings.public_url)


def _faults(app: Flask) -> None:
    problems.install(app)
    with app.app_context():
        problems.answer_as_unavailable(app, "database", NO_DATABASE, *db.unreachable(db.db.engine))


def _rooms(app: Flask, settings: Settings) -> None:
    sites.install_cors(app)
    rooms = (boot, threads, pages, reactions, people, follows, topics, notifications, feed, groups, files, push_devices)
    described = [*(room.blueprint for room in rooms), mail.choices]
    api.install(app, described)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(assets.blueprint)
    app.register_blueprint(people.photos)
    app.register_blueprint(mail.blueprint)
    app.register_blueprint(webapp.blueprint)
    sessions.install(app)
    demo_idp.install(app, settings)
    docs.install(app, described, __version__)
