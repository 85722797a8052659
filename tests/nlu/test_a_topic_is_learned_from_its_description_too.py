from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from nlu.sentence_importer import SentenceImporter
from nlu.topic_descriptions import read_descriptions, read_examples

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


ANSWER = """\
onderwerp: sanctie
werknemer:
  kern: "Dat hangt af van het beleid."
  voorbeeld: "Je krijgt een brief omdat je filmde aan de kassa."
hr:
  kern: "Kijk in het arbeidsreglement."
  voorbeeld: "Een chef schreef iemand een boete uit."
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    directory = tmp_path / "antwoorden"
    directory.mkdir()
    (directory / "sanctie.yml").write_text(ANSWER, encoding="utf-8")
    return directory


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


def test_the_examples_of_an_answer_describe_its_topic_for_both_audiences(answers: Path) -> None:
    assert read_examples(answers) == [
        ("Je krijgt een brief omdat je filmde aan de kassa.", "sanctie"),
        ("Een chef schreef iemand een boete uit.", "sanctie"),
    ]


def test_an_answer_without_an_example_describes_nothing(answers: Path) -> None:
    lines = [line for line in ANSWER.splitlines() if "voorbeeld" not in line]
    (answers / "sanctie.yml").write_text("\n".join(lines), encoding="utf-8")
    assert read_examples(answers) == []


def test_an_answer_that_is_wrong_is_refused_with_its_line(answers: Path) -> None:
    (answers / "sanctie.yml").write_text(ANSWER.replace("onderwerp: sanctie", "onderwerp: "), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"sanctie\.yml:1"):
        read_examples(answers)


def test_answers_that_are_not_there_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"antwoordne.*geen enkel antwoord"):
        read_examples(tmp_path / "antwoordne")


def test_rasa_trains_on_people_and_descriptions_of_the_topics_that_people_wrote_on(
    topics: Path, answers: Path, tmp_path: Path
) -> None:
    sentences = tmp_path / "nlu.yml"
    sentences.write_text('version: "3.1"\nnlu:\n- intent: sanctie\n  examples: |\n    - krijg ik straf\n')
    config = str(ROOT / "config.yml")
    importer = SentenceImporter(config, None, [str(sentences)], descriptions=str(topics), answers=str(answers))
    learned = importer.get_nlu_data()
    texts = {example.get("text") for example in learned.intent_examples}
    assert {"krijg ik straf", "Sancties", "Een chef schreef iemand een boete uit."} <= texts
    assert learned.intents == {"sanctie"}
    assert len(SentenceImporter(config, None, [str(sentences)]).get_nlu_data().intent_examples) == 1
