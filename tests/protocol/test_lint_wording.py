"""What a question may not sound like, told apart from what only looks like it. All sentences are invented."""

from __future__ import annotations

import pytest

from interview_kit.protocol.lint.sounding import closed
from interview_kit.protocol.lint.wording import heard, sentences, wordings

LEADING = {
    "en": """
        Didn't you see the officers?
        You were there, weren't you?
        He was arrested, right?
        They took her away, didn't they?
        And didn't they search the house?
        Isn't it true that he was beaten?
        Is it true that your brother crossed the river?
        You must have been afraid.
        He must have known the officer?
        They surely told your family?
        Obviously nobody was told why?
        Was it not the State Security?
        Did you not ask where he was?
        Don't you think it was a political case?
        Would you agree that it was torture?
        As everyone knows, such people go to camps. Where did he go?
        So he never came back, correct?
        Was it of course the local security office?
        There was no doubt that it was them?
        That was in 2009, wasn't it?
        Weren't you beaten during the interrogation?
        Did they not tell you the reason?
        You never saw him again, did you?
        Isn't that the man who took him?
        It must have been terrible for your mother.
        Wouldn't you say he was a political prisoner?
        Surely the neighbours heard something?
        It was the security officers, yes?
        I suppose you were frightened?
        So it was State Security who took him?
        You were not shown a warrant?
        No warrant was shown?
        Nobody told you why?
        They beat him, didn't they.
        Am I right that he was taken to a camp?
        Would it be fair to say he was tortured?
        Can you confirm that State Security took him?
        It goes without saying that nobody told you.
        He did not come back, or did he?
        He was taken at night, is that right?
        You've never heard from him since?
        I believe he was sent to a camp?
        You agree that this was unjust?
        """,
    "ko": """
        보위부가 데려갔지요?
        그때 많이 무서우셨죠?
        그 사람이 잡아갔잖아요.
        가족에게 알리지 않았습니까?
        당연히 아무 말도 없었습니까?
        정말 힘드셨겠네요.
        많이 두려웠겠군요.
        보위원이 아니었습니까?
        그곳은 관리소가 아닙니까?
        아시다시피 그런 사람은 관리소로 갑니다. 그분은 어디로 갔습니까?
        국경경비대가 잡은 것이 맞습니까?
        그분이 맞았다는 것이 사실입니까?
        틀림없이 보위부였습니까?
        면회도 하지 못했습니까?
        그것이 고문이라고 생각하지 않으십니까?
        무서웠을 텐데 어떻게 하셨습니까?
        물론 영장은 없었습니까?
        2009년이었지요?
        누가 봐도 정치범으로 몰린 일입니까?
        그 일로 가족이 추방되지 않으셨나요?
        아버님을 데려간 건 보위부였죠?
        그러면 정치범수용소로 간 거네요?
        무섭지 않으셨어요?
        영장을 보여 주지 않았지요?
        그때 다들 알고 있었잖습니까?
        중국 공안이 넘긴 거 맞죠?
        얼마나 힘드셨겠어요?
        당연히 고문을 받았겠지요?
        혹시 보위원 아니었나요?
        그분은 돌아가신 게 분명하지요?
        많이 무서우셨죠.
        보위부였던 것으로 알고 있는데 맞습니까?
        보위부가 데려갔다고 봐도 되겠습니까?
        그 사람들이 때렸다면서요?
        많이 맞았다던데 그렇습니까?
        역시 보위부였습니까?
        때렸을 게 뻔한데 보셨습니까?
        안 무서웠어요?
        가족에게 안 알려 주던가요?
        못 보셨습니까?
        """,
    "es": """
        ¿No vio usted a los agentes?
        Usted estaba allí, ¿verdad?
        Lo detuvieron, ¿no?
        ¿No cree que fue una detención política?
        ¿No es cierto que lo golpearon?
        ¿Es verdad que su hermano cruzó el río?
        Seguramente nadie le avisó.
        Obviamente fue la Seguridad del Estado.
        Debió de sentir mucho miedo.
        Como todos sabemos, van a un campo. ¿Adónde fue él?
        ¿Está de acuerdo en que fue tortura?
        ¿Acaso no le dijeron dónde estaba?
        Sin duda fue la policía.
        ¿Era, por supuesto, un agente local?
        Nunca volvió, ¿correcto?
        Tuvo que sentirse muy sola.
        ¿No le mostraron ninguna orden?
        Fue la Seguridad del Estado, ¿no es así?
        ¿No es verdad que lo torturaron?
        Debe haber sido muy duro.
        Evidentemente no hubo juicio.
        ¿Verdad que nadie le avisó?
        Usted supo enseguida que era político, ¿cierto?
        ¿Le parece que fue injusto, no?
        ¿No tenía miedo?
        Entonces lo llevaron a un campo, ¿sí?
        Usted no vio ninguna orden, ¿o sí?
        ¿A que lo golpearon?
        ¿Supongo que tuvo miedo?
        ¿Nunca le avisaron?
        ¿Nadie le avisó?
        ¿Diría usted que fue tortura?
        ¿Puede confirmar que fue la Seguridad del Estado?
        Fue la Seguridad del Estado, ¿me equivoco?
        Como usted bien sabe, eso es un campo.
        Habrá tenido usted mucho miedo.
        ¿Cómo no iba a tener miedo?
        """,
}

FINE = {
    "en": """
        What happened then?
        Who came to the house?
        Why didn't you ask the authorities?
        What didn't they tell your family?
        Tell me if you weren't there yourself.
        Do you agree to take part in this interview?
        What must you have in order to travel?
        How clearly could you see their faces?
        In the course of that year, where did you live?
        Was anyone told, or not?
        Which of these did they not return?
        Do you remember the right date?
        Is this right?
        Did they say why, or say nothing?
        What would you like to say about it?
        Where were you on the right bank of the river?
        How certain are you?
        Do you know anyone who must not be asked?
        Please say so if it must be kept secret.
        May we record your voice?
        Were you told where he was?
        What made you think it was State Security?
        Is there anything you would rather not talk about?
        How did you find out?
        If nobody was there, who told you?
        Was the door locked or not locked?
        Whom have you not told?
        Did anyone say where he was being taken?
        What should we not write down?
        Have you heard from him since?
        Which officers were present?
        Is it all right to go on?
        Do you know the name of the place?
        Could you not hear, or not see?
        Would you like a break now?
        Where was the nearest well-known landmark?
        Is it right that I wrote "Hoeryong" here?
        Do you agree that we record your voice?
        Was he in uniform, in plain clothes, or don't you know?
        Is there a landmark that everybody knows?
        It is getting late: would you like to stop?
        You were at home that night; who else was there?
        No hurry: shall we go on?
        Do you know, or do you not know, where he was taken?
        Can you confirm that I wrote it down correctly?
        """,
    "ko": """
        그때 무슨 일이 있었습니까?
        누가 집에 왔습니까?
        그때가 언제였지요?
        그 사람이 누구였죠?
        왜 물어보지 않으셨습니까?
        당국에 문의하지 않은 까닭은 무엇입니까?
        가족이 통보를 받았습니까, 받지 못했습니까?
        그 사람이 보위원이었습니까, 아니었습니까?
        맞습니까? 빠진 것이 있습니까?
        제가 적은 것이 맞습니까?
        말씀하신 내용이 맞습니까?
        기억나는 것을 편한 순서대로 모두 말씀해 주시겠습니까?
        이 면담에 참여하시겠습니까?
        얼마나 확실합니까?
        북한에서 어디에 사셨습니까?
        다른 이름으로 불린 적이 있습니까?
        이 일을 아는 사람이 또 있습니까?
        목소리를 녹음해도 되겠지요?
        가족은 물론 이웃에게도 알렸습니까?
        기억이 나지 않으면 그렇다고 말씀해 주십시오.
        날짜를 분명히 기억하십니까?
        지금은 어떠십니까?
        그 뒤로 소식을 들은 적이 있습니까?
        쉬었다가 하시겠습니까?
        무엇 때문에 보위부라고 생각하셨습니까?
        말씀하고 싶지 않은 것이 있습니까?
        누가 보지 못했습니까?
        적지 말아야 할 것은 무엇입니까?
        어디로 데려간다고 하던가요?
        지금 계속하셔도 괜찮으십니까?
        문이 잠겨 있었습니까, 잠겨 있지 않았습니까?
        연락하지 말아야 할 사람이 있습니까?
        알지 못하는 것은 모른다고 하셔도 됩니다.
        그분과 어떤 사이이셨지요?
        가까운 역이나 강이 있었습니까?
        통역이 필요하십니까?
        이 말이 사실인지 어떻게 알게 되셨습니까?
        몸이 안 좋으십니까?
        집 안 사진이 있습니까?
        못 다 하신 말씀이 있습니까?
        이 이야기를 하시면 안 됩니까?
        문건을 보셨습니까, 못 보셨습니까?
        가명을 '김'이라고 해도 됩니까?
        어디에서 사셨죠.
        어디로 갔다던데 누구에게 들으셨습니까?
        """,
    "es": """
        ¿Qué pasó entonces?
        ¿Quién vino a la casa?
        ¿Por qué no preguntó a las autoridades?
        ¿Qué no le dijeron a la familia?
        Si no lo recuerda, dígalo.
        ¿Acepta participar en esta entrevista?
        ¿Está claro lo que le he explicado?
        ¿Avisaron a la familia o no?
        ¿Tuvo que pagar para salir?
        ¿Con cuánta claridad podía ver sus caras?
        ¿Podemos grabar su voz?
        ¿Qué documentos debe tener una persona para viajar?
        Diga si debe haber otra persona presente.
        ¿De qué color claro u oscuro era el uniforme?
        ¿Cómo supo que era cierto?
        ¿Hasta qué punto está segura?
        ¿Hay algo de lo que prefiera no hablar?
        ¿Cómo se enteró?
        ¿Quién no estaba en casa?
        ¿Desea hacer una pausa?
        ¿Le dijeron adónde lo llevaban?
        ¿Qué no debemos escribir?
        ¿Sabe cómo se llama el lugar?
        ¿Lo ha vuelto a ver?
        ¿La puerta estaba cerrada o no estaba cerrada?
        ¿A quién no se lo ha contado?
        ¿Qué le hizo pensar que era la Seguridad del Estado?
        ¿Fue de día o de noche?
        ¿Está de acuerdo en participar?
        ¿Necesita intérprete?
        ¿Es seguro llamarle?
        ¿Nada más?
        ¿Nunca, a veces o siempre?
        ¿Diría usted que fue de día o de noche?
        ¿Puede decir qué pasó después?
        ¿Puedo seguir o no?
        """,
}

DOUBLED = {
    "en": """
        Were you arrested and beaten?
        When and where did it happen?
        What is a safe way to reach you, and which words should we avoid?
        Did they search the house and did they take anything?
        Where was he held, and who told you?
        """,
    "ko": """
        언제 잡혀갔고 어디로 갔습니까?
        누구이며, 어떻게 하면 위험 없이 물어볼 수 있습니까?
        그분이 잡혀갔고 가족이 통보를 받았습니까?
        """,
    "es": """
        ¿Cuándo y dónde ocurrió?
        ¿Lo detuvieron y lo golpearon?
        ¿Quién vino y qué dijo?
        """,
}

SINGLE = {
    "en": """
        Were your mother and father at home?
        Who were your brothers and sisters?
        Did you live in the city or in a village?
        Is there anything you need now, or any danger to you or your family?
        Was a signed and stamped paper shown?
        What was said about food and water?
        """,
    "ko": """
        어머니와 아버지는 집에 계셨습니까?
        그 사람들이 누구라고 말했습니까?
        그때 무엇을 하고 계셨습니까?
        언제라고 들으셨습니까?
        사진, 편지, 문서처럼 이 일을 보여 주는 것이 있습니까?
        알고 계신 사람이 있습니까?
        """,
    "es": """
        ¿Estaban en casa su madre y su padre?
        ¿Quiénes eran sus hermanos y hermanas?
        ¿Qué comida y agua había?
        ¿Vivía en la ciudad o en un pueblo?
        """,
}

CLOSED = {
    "en": "Did anything else happen?\nWas he hurt?\nHave you told anyone?",
    "ko": "다른 일이 있었습니까?\n다치셨나요?",
    "es": "¿Pasó algo más?\n¿Estaba herido?",
}

OPEN = {
    "en": """
        What else happened?
        Could you tell me what happened?
        Can you describe the place?
        Please tell me everything you remember, in your own order.
        Did anything else happen? What was it?
        """,
    "ko": """
        그다음에 무슨 일이 있었습니까?
        그곳을 설명해 주시겠습니까?
        기억나는 것을 모두 말씀해 주십시오.
        자세히 들려주실 수 있습니까?
        """,
    "es": """
        ¿Qué más pasó?
        ¿Puede contarme lo que recuerda?
        ¿Podría describir el lugar?
        Cuénteme todo lo que recuerde.
        """,
}

PRESUPPOSING = {
    "en": """
        Who was the guard who beat you?
        How badly were you tortured?
        Why did they beat him?
        How afraid were you?
        """,
    "ko": "때린 사람이 누구였습니까?\n고문한 보위원의 계급은 무엇이었습니까?",
    "es": "¿Cómo se llamaba el guardia que golpeó a su hermano?\n¿Cuántas veces lo golpearon?",
}

ASSUMING_NOTHING = {
    "en": "How were you treated?\nWho was the guard at the door?\nWhy did they come?",
    "ko": "그곳에서 어떤 대우를 받으셨습니까?\n문 앞에 있던 사람은 누구였습니까?",
    "es": "¿Cómo la trataron?\n¿Quién era el guardia de la puerta?",
}


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (language, line.strip())
        for language, text in table.items()
        for line in text.splitlines()
        if line.strip()
    ]


@pytest.mark.parametrize(("language", "text"), lines(LEADING))
def test_a_question_that_suggests_its_answer_is_found(language: str, text: str) -> None:
    assert heard("leading", text, language)


@pytest.mark.parametrize(("language", "text"), lines(FINE) + lines(SINGLE) + lines(OPEN))
def test_a_question_that_leaves_the_answer_open_is_not_called_leading(language: str, text: str) -> None:
    assert heard("leading", text, language) is None


@pytest.mark.parametrize(("language", "text"), lines(DOUBLED))
def test_two_questions_in_one_are_found(language: str, text: str) -> None:
    assert heard("doubled", text, language)


@pytest.mark.parametrize(("language", "text"), lines(SINGLE) + lines(FINE) + lines(CLOSED))
def test_one_question_about_several_things_is_one(language: str, text: str) -> None:
    assert heard("doubled", text, language) is None


@pytest.mark.parametrize(("language", "text"), lines(CLOSED))
def test_a_yes_or_no_question_is_known(language: str, text: str) -> None:
    assert closed(text, language)


@pytest.mark.parametrize(("language", "text"), lines(OPEN))
def test_an_invitation_to_tell_is_no_yes_or_no_question(language: str, text: str) -> None:
    assert not closed(text, language)


@pytest.mark.parametrize(("language", "text"), lines(PRESUPPOSING))
def test_an_act_that_nobody_told_of_is_found(language: str, text: str) -> None:
    assert heard("presupposes", text, language)


@pytest.mark.parametrize(("language", "text"), lines(ASSUMING_NOTHING) + lines(FINE))
def test_what_presupposes_no_act_is_left_alone(language: str, text: str) -> None:
    assert heard("presupposes", text, language) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Was he treated brutally?"),
        ("ko", "얼마나 잔인하게 대했습니까?"),
        ("es", "¿Fue un trato despiadado?"),
    ],
)
def test_a_word_that_judges_is_found(language: str, text: str) -> None:
    assert heard("loaded", text, language)


def test_examples_are_enough_to_mean_something() -> None:
    assert len(lines(LEADING)) >= 40
    assert len(lines(FINE)) >= 40


SOUNDS = ("leading", "presupposes", "doubled", "closed")


def test_every_wording_says_what_it_stands_for_and_is_found_in_some_example() -> None:
    """A wording that no example needs could be anything."""
    examples = [*lines(LEADING), *lines(DOUBLED), *lines(CLOSED), *lines(PRESUPPOSING)]
    for wording in wordings():
        assert wording.stands_for
        texts = [text for language, text in examples if language == wording.language]
        found = any(wording.found_in(sentence) for text in texts for sentence in sentences(text))
        assert found or wording.kind not in SOUNDS, wording.pattern.pattern


def test_a_language_with_a_region_is_that_language_and_an_unknown_one_is_let_be() -> None:
    assert heard("leading", "Usted estaba allí, ¿verdad?", "es-419")
    assert heard("leading", "Du warst doch dort, oder?", "de") is None


def test_what_an_expression_fills_in_is_not_judged() -> None:
    assert heard("leading", "Where was ${if(/data/x = 'surely', 'a', 'b')} then?", "en") is None
