"""Static files with a fingerprint in the name; files that were not collected keep their plain name.

The embedded start collects only our own files (collecting Oscar's takes half a minute), so a name that is not in the
manifest, such as one of Oscar's dashboard, is served as it is by the finders.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    manifest_strict = False
    support_js_module_import_aggregation = True

    def hashed_name(self, name, content=None, filename=None):  # type: ignore[no-untyped-def]
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
