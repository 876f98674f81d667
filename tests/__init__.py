"""The tests mirror guidance/; those of the whole project stand at the top."""
