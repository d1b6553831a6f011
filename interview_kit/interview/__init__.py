"""One interview in memory: its tree, its journal and the fold that turns one into the other. No I/O."""
