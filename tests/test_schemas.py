"""The published schemas are what the models say."""

from interview_kit import schema
from interview_kit.data import shipped


def test_schema_files_equal_the_models() -> None:
    published = {file.name: file.read_bytes() for file in shipped("schemas").glob("*.schema.json")}
    assert published == schema.generate(), "run: python -m interview_kit.schema"


def test_writing_the_schemas_gives_the_published_files(tmp_path) -> None:
    schema.main(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == schema.generate()
