"""The whole of content/ as a zip, as `export_content` would write it: for review in git, without touching a row."""

import io
import shutil
import tempfile
import zipfile
from pathlib import Path

from guidance.content.records import Collection
from guidance.content.writing import write_live

# The first moment a zip can name: the same words give the same bytes, whenever they are asked for.
MOMENT = (1980, 1, 1, 0, 0, 0)
ORDINARY_FILE = 0o100644 << 16


def zip_content(content: Path, collections: list[Collection]) -> bytes:
    """A zip of the folder `content/`: the files that stand in `content`, and over them what readers see now.

    So unpacking it over a checkout changes just what editors changed. Raises OSError.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "content"
        if content.is_dir():
            shutil.copytree(content, root, ignore=shutil.ignore_patterns(".*"))
        write_live(root, collections)
        return zipped(root)


def zipped(root: Path) -> bytes:
    """Every file below a folder, named from its parent on, in the order of the names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(root.parent).as_posix(), date_time=MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, ORDINARY_FILE
            archive.writestr(entry, path.read_bytes())
    return packed.getvalue()
