"""Tag objects with topics, find topics, and put them in order."""

from widget_server.topics.service.counting import find_used_topics
from widget_server.topics.service.finding import find_topic, find_topics, get_topic, topics_of
from widget_server.topics.service.ordering import merge, rename
from widget_server.topics.service.tagging import set_page_topics, tag, untag

__all__ = [
    "find_topic",
    "find_topics",
    "find_used_topics",
    "get_topic",
    "merge",
    "rename",
    "set_page_topics",
    "tag",
    "topics_of",
    "untag",
]
