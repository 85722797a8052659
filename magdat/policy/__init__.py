"""The company's own policy: its model, loading, rule selection, checks, difference and printed annex."""
