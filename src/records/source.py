"""The union of all sources, selected by `kind`: one import and one line for each."""

from typing import Annotated

from pydantic import Field

from records.configuration import FileSource
from records.databases.database_sources import MongoSource, SqlSource
from records.demo_mail.generator_source import GeneratorSource
from records.documents.document_source import DocumentSource
from records.images.image_source import ImageSource

AnySource = (
    FileSource  # tables: one, or those of a folder or zip archive
    | GeneratorSource  # the demo's mail
    | DocumentSource  # a folder of documents
    | ImageSource  # a folder or zip archive of images
    | MongoSource  # a MongoDB collection
    | SqlSource  # an SQL query
)
Source = Annotated[AnySource, Field(discriminator="kind")]
