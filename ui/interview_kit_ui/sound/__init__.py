"""Sound on screen: microphone, recording, playing."""
