"""From some fifteen answers to a first policy: questions and texts are data in leidraad/nieuw.yml."""
