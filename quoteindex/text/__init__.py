"""Characters: scripts, normalisation with offsets back to the original, words."""
