"""From a topic and a situation to an answer; the wording lives in leidraad/zinnen.yml."""
