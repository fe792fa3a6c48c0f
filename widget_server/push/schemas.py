"""Devices as the API takes and documents them; the names are those of PushSubscription (W3C Push API)."""

from __future__ import annotations

from marshmallow import Schema, fields


class Keys(Schema):
    """The keys of a subscription, base64url."""

    p256dh = fields.String(required=True)
    auth = fields.String(required=True)


class NewDevice(Schema):
    """A subscription as the browser gives it, and what the person calls the device."""

    endpoint = fields.String(required=True)
    keys = fields.Nested(Keys, required=True)
    name = fields.String(required=True)


class Device(Schema):
    """A device that is told; `service` says whose servers it passes."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    endpoint = fields.String(required=True)
    service = fields.String(required=True)
    created_at = fields.String(required=True)
    last_used_at = fields.String(required=True, allow_none=True)


class Devices(Schema):
    """One's devices, and the key by which a browser subscribes another one."""

    items = fields.List(fields.Nested(Device), required=True)
    next = fields.String(required=True, allow_none=True)
    application_server_key = fields.String(required=True)
