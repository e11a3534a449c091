"""Pictures as JSON."""

from rest_framework import serializers


class PictureOut(serializers.Serializer):
    """`src` is empty while the picture is being made; `colour` can stand in its place."""

    src = serializers.CharField()
    srcset = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    colour = serializers.CharField()
