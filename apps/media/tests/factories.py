import factory

from apps.media.models import Image, ImageState


class ImageFactory(factory.django.DjangoModelFactory):
    """A ready picture; no file lies behind it."""

    class Meta:
        model = Image

    width = 800
    height = 1000
    colour = "#a0b0c0"
    renditions = factory.LazyFunction(lambda: {"320": "pictures/a.webp", "640": "pictures/b.webp"})
    state = ImageState.READY
