"""One's devices over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Response

from widget_server.access.routes import reader, signed_in
from widget_server.core.clock import iso
from widget_server.db import transaction
from widget_server.push import policy, schemas
from widget_server.push.models import PushSubscription
from widget_server.push.service import devices
from widget_server.push.service.keys import application_server_key
from widget_server.web import api
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = api.room("push", "Devices that are told")
blueprint.before_request(signed_in)


@blueprint.get("/me/devices")
@blueprint.response(200, schemas.Devices)
def get_devices() -> Response:
    """Read which devices are told, and the key by which a browser subscribes another one."""
    items = [_device(each) for each in devices.devices_of(reader())]
    key = application_server_key(settings().secret_key)
    return answer({"items": items, "next": None, "application_server_key": key})


@blueprint.post("/me/devices")
@blueprint.arguments(schemas.NewDevice)
@blueprint.response(201, schemas.Device)
def post_device(data: dict[str, Any]) -> Response:
    """Have a device told from now on; the same endpoint again is the same device."""
    principal, own = reader(), settings().push_services
    with transaction():
        device = devices.keep_device(principal, data["endpoint"], data["keys"], data["name"], own)
    return answer(_device(device), 201)


@blueprint.delete("/me/devices/<device_id>")
@blueprint.response(204)
def delete_device(device_id: str) -> Response:
    """Tell a device nothing any more."""
    principal = reader()
    with transaction():
        devices.forget_device(principal, device_id)
    return Response(status=204)


def _device(device: PushSubscription) -> dict[str, Any]:
    return {
        "id": device.id,
        "name": device.name,
        "endpoint": device.endpoint,
        "service": policy.maker_of(device.endpoint),
        "created_at": iso(device.created_at),
        "last_used_at": iso(device.last_used_at) if device.last_used_at else None,
    }
