"""Read a feed, count what is new in it, remember its tab, share something."""

from widget_server.feed.service.concerning import concerned
from widget_server.feed.service.liking import show_like
from widget_server.feed.service.mine import follows_of, mutes_of
from widget_server.feed.service.posting import post
from widget_server.feed.service.reading import Card, FeedPage, moment_of, news_since, read_feed, since_last_visit
from widget_server.feed.service.settings import choose_tab, see

__all__ = [
    "Card",
    "FeedPage",
    "choose_tab",
    "concerned",
    "follows_of",
    "moment_of",
    "mutes_of",
    "news_since",
    "post",
    "read_feed",
    "see",
    "show_like",
    "since_last_visit",
]
