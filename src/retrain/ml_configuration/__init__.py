"""Enums, frozen Pydantic classes and paths: no processing. Depends on nothing but pydantic."""
