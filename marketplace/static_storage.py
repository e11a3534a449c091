"""Static files under names that change with their content, so that browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also renames what JavaScript modules import, else they would load each other's old versions."""

    support_js_module_import_aggregation = True
