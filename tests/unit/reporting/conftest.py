"""Fixtures that make the documents of a retrain."""

from report_documents import documents, model_of

__all__ = ["documents", "model_of"]
