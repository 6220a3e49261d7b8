"""One module a stage, plus what stages share: reads files, calls bricks, writes files. Re-exports nothing."""
