"""Find people, and mention them."""

from widget_server.people.service.finding import find_people
from widget_server.people.service.mentions import check_mentions, keep_mentions, names_of, set_mentions

__all__ = ["check_mentions", "find_people", "keep_mentions", "names_of", "set_mentions"]
