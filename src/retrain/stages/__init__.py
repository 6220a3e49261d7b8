"""One script a stage of the three pipelines, and the configuration that they share."""
