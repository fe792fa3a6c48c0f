"""Write notifications, read them, mark them seen."""

from widget_server.notifications.service.fanning import fan_out

__all__ = ["fan_out"]
