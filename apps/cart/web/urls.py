from django.urls import path

from apps.cart.web import shop

app_name = "cart"
urlpatterns = [
    path("cart/", shop.cart, name="cart"),
    path("cart/add/", shop.add, name="add"),
    path("cart/accept/", shop.accept, name="accept"),
    path("cart/undo/", shop.undo, name="undo"),
    path("cart/choose/", shop.choose, name="choose"),
    path("cart/lines/<int:pk>/", shop.line, name="line"),
    path("cart/lines/<int:pk>/remove/", shop.remove, name="remove"),
    path("favourites/", shop.favourites, name="favourites"),
    path("favourites/mark/", shop.favourite, name="favourite"),
    path("place/", shop.choose_place, name="choose-place"),
    path("place/choose/", shop.place, name="place"),
]
