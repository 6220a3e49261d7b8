"""Loads, composes and validates the configuration, and explains mistakes in it."""

import retrain.configuration.check_python  # noqa: F401
from retrain.configuration.exit_codes import exit_on_user_error
from retrain.configuration.load import Configuration, IngestSections, load, read_params, validate

__all__ = ["Configuration", "IngestSections", "exit_on_user_error", "load", "read_params", "validate"]
