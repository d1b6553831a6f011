"""Before a workspace is open: welcome, unlock, create. Nothing here waits for the core to be loaded."""
