"""The shapes of the answers, for the description and for readers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from market.warung.sync.resources import RESOURCES

Shape = serializers.Serializer[Any]


class MistakeShape(Shape):
    pointer = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    detail = serializers.CharField()


class WarungProblemSerializer(Shape):
    """RFC 9457. `detail` is for the person, `code` for the program."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = MistakeShape(many=True, required=False)


class WarungShape(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField()
    village_code = serializers.CharField()


class PairedShape(Shape):
    token = serializers.CharField(help_text="shown this once")
    device_id = serializers.UUIDField()
    warung = WarungShape()
    min_app_version = serializers.CharField()
    server_time = serializers.DateTimeField()


class ProfileShape(Shape):
    name = serializers.CharField()
    calls = serializers.ListField(child=serializers.CharField())
    operations = serializers.ListField(child=serializers.CharField())


class TabletShape(Shape):
    id = serializers.UUIDField()
    model = serializers.CharField(allow_blank=True)
    app_version = serializers.CharField(allow_blank=True)
    paired_at = serializers.DateTimeField()


class PersonShape(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.CharField()


class MeShape(Shape):
    device = TabletShape()
    warung = WarungShape()
    staff = PersonShape(many=True)
    profile = ProfileShape()
    min_app_version = serializers.CharField()
    server_time = serializers.DateTimeField()


class TokenShape(Shape):
    token = serializers.CharField(help_text="shown this once; the old one works until this one is used")
    server_time = serializers.DateTimeField()


class ChangeShape(Shape):
    resource = serializers.ChoiceField([one.name for one in RESOURCES])
    id = serializers.CharField()
    version = serializers.IntegerField()
    deleted = serializers.BooleanField()
    data = serializers.DictField(allow_null=True)


class ChangesShape(Shape):
    items = ChangeShape(many=True)
    next = serializers.CharField()
    has_more = serializers.BooleanField()


class TroubleShape(Shape):
    code = serializers.CharField()
    detail = serializers.CharField()
    pointer = serializers.CharField(required=False)
    choices = serializers.ListField(child=serializers.CharField(), required=False)


RESULTS = ("applied", "already", "needs_action", "refused")


class ResultShape(Shape):
    id = serializers.CharField(allow_null=True, help_text="as it was sent; null where none could be read")
    result = serializers.ChoiceField(RESULTS)
    data = serializers.DictField()
    error = TroubleShape(allow_null=True)


class ResultsShape(Shape):
    results = ResultShape(many=True)
    server_time = serializers.DateTimeField()


class StateShape(Shape):
    id = serializers.UUIDField()
    result = serializers.ChoiceField((*RESULTS, "unknown"))
    data = serializers.DictField(required=False)


class StatesShape(Shape):
    results = StateShape(many=True)
