"""Rasa graph components: normalising, sentence encoding, n-grams, the topic classifier, the context extractor."""
