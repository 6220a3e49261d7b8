"""The training pipeline: one module a stage, which reads files, calls bricks and writes files.

Re-exports nothing: each stage imports what it needs.
"""
