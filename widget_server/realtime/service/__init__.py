"""Seats and rooms, what is told in them, and who may stay."""

from widget_server.realtime.service.hall import Hall, Seat
from widget_server.realtime.service.news import Concerns, Desk, push
from widget_server.realtime.service.queue import Queue

__all__ = ["Concerns", "Desk", "Hall", "Queue", "Seat", "push"]
