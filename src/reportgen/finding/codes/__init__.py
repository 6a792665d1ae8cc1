"""The codes of the stages, one file a stage."""
