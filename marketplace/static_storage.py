"""Static files under names that change with their content, so that browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Hashed


class ModuleStaticFilesStorage(Hashed):
    """Also renames what our JavaScript modules import, else they would load older versions.

    Only ours: files of packages mention imports in comments and strings that lead nowhere.
    """

    patterns = (*Hashed.patterns, ("js/*.js", Hashed._js_module_import_aggregation_patterns[1]))
