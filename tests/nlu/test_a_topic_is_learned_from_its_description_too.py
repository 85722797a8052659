from pathlib import Path

import pytest

from magdat.problems import DocumentError
from nlu.sentence_importer import SentenceImporter
from nlu.topic_descriptions import read_descriptions

ROOT = Path(__file__).resolve().parents[2]

TOPICS = """\
onderwerpen:
  - id: sanctie
    soort: regel
    voor: b
    claims: [24]
    titel: Sancties
    grens: "Welke straf, verwittiging of boete; wat als ik de regels overtreed. Eén straf is er geen."
    elders:
      bewijs: "een schermafdruk; een post"
  - id: bewijs
    soort: uitleg
    voor: hr
    claims: [32]
    titel: Een bericht als bewijs
    grens: "Is een screenshot bruikbaar."
"""


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    path = tmp_path / "onderwerpen.yml"
    path.write_text(TOPICS, encoding="utf-8")
    return path


def test_title_border_and_its_pieces_describe_a_topic(topics: Path) -> None:
    said = [text for text, topic in read_descriptions(topics) if topic == "sanctie"]
    assert said[0] == "Sancties"
    assert {"verwittiging of boete", "wat als ik de regels overtreed"} <= set(said)


def test_only_the_first_sentence_of_a_border_is_learned(topics: Path) -> None:
    assert not any("Eén straf" in text for text, _ in read_descriptions(topics))


def test_what_belongs_to_a_neighbour_describes_the_neighbour(topics: Path) -> None:
    assert {("een schermafdruk", "bewijs"), ("een post", "bewijs")} <= set(read_descriptions(topics))


def test_a_file_of_topics_that_is_wrong_is_refused_with_its_line(topics: Path) -> None:
    topics.write_text(TOPICS.replace("titel: Sancties", "titel: "), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"onderwerpen\.yml:6"):
        read_descriptions(topics)


def test_rasa_trains_on_people_and_descriptions_of_the_topics_that_people_wrote_on(
    topics: Path, tmp_path: Path
) -> None:
    sentences = tmp_path / "nlu.yml"
    sentences.write_text('version: "3.1"\nnlu:\n- intent: sanctie\n  examples: |\n    - krijg ik straf\n')
    config = str(ROOT / "config.yml")
    importer = SentenceImporter(config, None, [str(sentences)], descriptions=str(topics))
    learned = importer.get_nlu_data()
    assert {"krijg ik straf", "Sancties"} <= {example.get("text") for example in learned.intent_examples}
    assert learned.intents == {"sanctie"}
    assert len(SentenceImporter(config, None, [str(sentences)]).get_nlu_data().intent_examples) == 1
