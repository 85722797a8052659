"""Mag dat?: the domain of a policy assistant for social media at work.

Nothing in this package imports Rasa or a web framework; the arrows run from the channels through Rasa
and the actions to here, never back.
"""
