"""A user's text changed at one place: what each single change of it computes, so that what makes it right can be named."""
