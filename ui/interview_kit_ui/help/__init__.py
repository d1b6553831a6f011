"""The guide on the screen: a sheet that F1 opens anywhere, at the chapter about where one is."""
