from django.urls import path, re_path

from apps.catalog.web.seller import card, drafts, exports, imports, photos, prices, selling, shelf

urlpatterns = [
    path("<slug:shop>/products/", shelf.shelf, name="products"),
    path("<slug:shop>/products/new/", drafts.create, name="product-new"),
    path("<slug:shop>/products/sell/", selling.find, name="sell-find"),
    path("<slug:shop>/products/sell/<slug:code>/", selling.sell, name="sell"),
    path("<slug:shop>/products/<uuid:pk>/", card.card, name="product"),
    path("<slug:shop>/products/<uuid:pk>/edit/", card.edit, name="product-edit"),
    path("<slug:shop>/products/<uuid:pk>/remove/", card.remove, name="product-remove"),
    path("<slug:shop>/drafts/<uuid:pk>/discard/", drafts.discard, name="draft-discard"),
    path("<slug:shop>/drafts/<uuid:pk>/upload/", photos.upload, name="draft-upload"),
    path("<slug:shop>/drafts/<uuid:pk>/crop/<uuid:image_id>/", photos.crop, name="draft-crop"),
    path("<slug:shop>/drafts/<uuid:pk>/<slug:step>/", drafts.step, name="draft"),
    path("<slug:shop>/offers/<uuid:pk>/", shelf.save_offer, name="offer"),
    path("<slug:shop>/offers/<uuid:pk>/state/", shelf.set_state, name="offer-state"),
    path("<slug:shop>/prices/", prices.table, name="prices"),
    path("<slug:shop>/prices/file/", prices.upload, name="prices-upload"),
    path("<slug:shop>/prices/prices.csv", prices.download, name="prices-download"),
    path("<slug:shop>/prices/<uuid:pk>/undo/", prices.undo, name="prices-undo"),
    path("<slug:shop>/imports/", imports.history, name="imports"),
    re_path(
        r"^(?P<shop>[-\w]+)/imports/category\.(?P<kind>csv|xlsx)$",
        exports.template,
        name="import-category-template",
    ),
    re_path(
        r"^(?P<shop>[-\w]+)/goods\.(?P<kind>csv|xlsx|jsonl)$", exports.export, name="goods-export"
    ),
    path("<slug:shop>/imports/template.csv", imports.template_file, name="import-template"),
    path("<slug:shop>/imports/<uuid:pk>/", imports.run, name="import"),
    path("<slug:shop>/imports/<uuid:pk>/columns/", imports.columns, name="import-columns"),
    path("<slug:shop>/imports/<uuid:pk>/publish/", imports.publish, name="import-publish"),
    path("<slug:shop>/imports/<uuid:pk>/errors.csv", imports.errors, name="import-errors"),
]
