from django.urls import path

from apps.cart.web import compare, favourites, shop

app_name = "cart"
urlpatterns = [
    path("cart/", shop.cart, name="cart"),
    path("cart/add/", shop.add, name="add"),
    path("cart/accept/", shop.accept, name="accept"),
    path("cart/undo/", shop.undo, name="undo"),
    path("cart/choose/", shop.choose, name="choose"),
    path("cart/lines/<int:pk>/", shop.line, name="line"),
    path("cart/lines/<int:pk>/remove/", shop.remove, name="remove"),
    path("favourites/", favourites.favourites, name="favourites"),
    path("favourites/mark/", favourites.mark, name="favourite"),
    path("favourites/move/", favourites.move, name="favourite-move"),
    path("favourites/new/", favourites.save_list, name="list-new"),
    path("favourites/<int:list_id>/", favourites.favourites, name="favourite-list"),
    path("favourites/<int:list_id>/rename/", favourites.save_list, name="list-rename"),
    path("favourites/<int:list_id>/delete/", favourites.delete_list, name="list-delete"),
    path("favourites/<int:list_id>/share/", favourites.share, name="list-share"),
    path("favourites/of/<str:token>/", favourites.shared, name="shared-list"),
    path("compare/", compare.comparison, name="compare"),
    path("compare/mark/", compare.mark, name="compare-mark"),
    path("compare/<slug:code>/", compare.comparison, name="compare-category"),
    path("compare/<slug:code>/clear/", compare.clear, name="compare-clear"),
    path("place/", shop.choose_place, name="choose-place"),
    path("place/choose/", shop.place, name="place"),
]
