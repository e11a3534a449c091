from django.urls import path

from apps.catalog.web.seller import editor, imports, shelf

urlpatterns = [
    path("<slug:shop>/products/", shelf.shelf, name="products"),
    path("<slug:shop>/products/new/", editor.create, name="product-new"),
    path("<slug:shop>/products/<uuid:pk>/", editor.edit, name="product"),
    path("<slug:shop>/products/<uuid:pk>/remove/", editor.remove, name="product-remove"),
    path("<slug:shop>/offers/<uuid:pk>/", shelf.save_offer, name="offer"),
    path("<slug:shop>/offers/<uuid:pk>/state/", shelf.set_state, name="offer-state"),
    path("<slug:shop>/imports/", imports.history, name="imports"),
    path("<slug:shop>/imports/template.csv", imports.template_file, name="import-template"),
    path("<slug:shop>/imports/<uuid:pk>/", imports.run, name="import"),
    path("<slug:shop>/imports/<uuid:pk>/publish/", imports.publish, name="import-publish"),
    path("<slug:shop>/imports/<uuid:pk>/errors.csv", imports.errors, name="import-errors"),
]
