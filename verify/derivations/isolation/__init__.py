"""A user's code in a child process, which may hang or die."""
