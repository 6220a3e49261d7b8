"""The production model: promotion, rollback, restoring it in a fresh clone."""
