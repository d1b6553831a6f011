"""A place is found by whatever an interviewer types."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.values.edit_distance import distance, letters_of, may_be_near
from interview_kit.values.hangul import composed, jamo, syllable
from interview_kit.values.place_index import EXACT
from interview_kit.values.place_search import resolve, search
from interview_kit.values.places import Unit, chain, gazetteer, within


def first(words: str) -> str:
    found = search(words)
    assert found, f"{words} finds nothing"
    return found[0].unit.id


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("혜산", "KP-10-hyesan"),
        ("혜산시", "KP-10-hyesan"),
        ("ㅎㅅ", "KP-10-hyesan"),
        ("혜ㅅ", "KP-10-hyesan"),
        ("혜사", "KP-10-hyesan"),
        ("gPtks", "KP-10-hyesan"),
        ("gptks", "KP-10-hyesan"),
        ("혜싼", "KP-10-hyesan"),
        ("회렁", "KP-09-hoeryong"),
        ("회령군", "KP-09-hoeryong"),
        ("Hoeryong", "KP-09-hoeryong"),
        ("Hoeryŏng", "KP-09-hoeryong"),
        ("Hoeryeong", "KP-09-hoeryong"),
        ("hoeryong-si", "KP-09-hoeryong"),
        ("Hoeryong City", "KP-09-hoeryong"),
        ("Hweryong", "KP-09-hoeryong"),
        ("ㅗㅐㄷ교ㅐㅜㅎ", "KP-09-hoeryong"),
        ("Ch'ŏngjin", "KP-09-chongjin"),
        ("Chungjin", "KP-09-chongjin"),
        ("Shinuiju", "KP-03-sinuiju"),
        ("P’yŏngsŏng", "KP-02-pyongsong"),
        ("Phyongsong", "KP-02-pyongsong"),
        ("량강도", "KP-10"),
        ("양강도", "KP-10"),
        ("Yanggang", "KP-10"),
        ("룡천", "KP-03-ryongchon"),
        ("용천", "KP-03-ryongchon"),
        ("나진", "KP-13-rajin"),
        ("나선", "KP-13"),
        ("惠山", "KP-10-hyesan"),
        ("沈阳", "CN-LN-shenyang"),
        ("심양", "CN-LN-shenyang"),
        ("선양", "CN-LN-shenyang"),
        ("Владивосток", "RU-PRI-vladivostok"),
        ("울라지보스또크", "RU-PRI-vladivostok"),
        ("새별군", "KP-09-kyongwon"),
        ("Saebyol", "KP-09-kyongwon"),
        ("은덕", "KP-09-kyonghung"),
        ("화성군", "KP-09-myonggan"),
        ("풍산군", "KP-10-kimhyonggwon"),
        ("함북 회령", "KP-09-hoeryong"),
        ("함북회령", "KP-09-hoeryong"),
        ("Hoeryong North Hamgyong", "KP-09-hoeryong"),
        ("Hoeryong, North Korea", "KP-09-hoeryong"),
        ("요덕수용소", "KP-kwanliso-15"),
        ("12호 교화소", "KP-kyohwaso-12"),
        ("농포집결소", "KP-09-chongjin-nongpho-jipkyulso"),
        ("Tumen detention", "CN-JL-tumen-detention"),
        ("도문다리", "X-namyang-tumen"),
        ("해산", "KP-10-hyesan"),
        ("hyesna", "KP-10-hyesan"),
        ("청ㅈ", "KP-09-chongjin"),
        ("함북", "KP-09"),
        ("Hambuk", "KP-09"),
        ("咸鏡北道", "KP-09"),
        ("會寧", "KP-09-hoeryong"),
        ("長白", "CN-JL-changbai"),
        ("圖們", "CN-JL-tumen"),
        ("에렌호트", "CN-NM-erenhot"),
        ("13도구", "CN-JL-shisandaogou"),
        ("Viangchan", "LA-VT"),
        ("무앙싸이", "LA-OU"),
        ("Houei Sai", "LA-BK-houayxay"),
        ("타켁", "LA-KH-thakhek"),
        ("농까이", "TH-43"),
        ("Udon Thani", "TH-41"),
        ("메싸이", "TH-57-mae-sai"),
        ("Zamiin-Uud", "MN-063-zamyn-uud"),
        ("핫산", "RU-PRI-khasan"),
    ],
)
def test_the_likeliest_place_comes_first(words: str, place: str) -> None:
    assert first(words) == place


@pytest.mark.parametrize(
    ("words", "holder", "place"),
    [
        ("온성군", "KP-09", "KP-09-onsong"),
        ("회령시", "KP-09", "KP-09-hoeryong"),
        ("무산군", "KP-09", "KP-09-musan"),
        ("청진시", "KP-09", "KP-09-chongjin"),
        ("혜산시", "KP-10", "KP-10-hyesan"),
        ("보천군", "KP-10", "KP-10-pochon"),
        ("신의주시", "KP-03", "KP-03-sinuiju"),
        ("함흥시", "KP-08", "KP-08-hamhung"),
        ("평성시", "KP-02", "KP-02-pyongsong"),
        ("평양시", "KP-01", "KP-01"),
        ("만포시", "KP-04", "KP-04-manpho"),
        ("원산시", "KP-07", "KP-07-wonsan"),
        ("사리원시", "KP-06", "KP-06-sariwon"),
        ("심양", "CN", "CN-LN-shenyang"),
        ("곤명", "CN", "CN-YN-kunming"),
        ("도문", "CN", "CN-JL-tumen"),
        ("용정", "CN", "CN-JL-longjing"),
        ("울라지보스또크", "RU", "RU-PRI-vladivostok"),
        ("Onsong", "KP", "KP-09-onsong"),
        ("Chongjin", "KP", "KP-09-chongjin"),
    ],
)
def test_what_witnesses_say_names_one_place_and_its_country(words: str, holder: str, place: str) -> None:
    for named in (resolve(words), resolve(words, holder)):
        assert named is not None
        assert named.id == place
    country = within(place, "country")
    assert country is not None
    assert country.id == holder[:2]


@pytest.mark.parametrize("words", ["강원도", "강원", "고성군", "철원", "황해도", "중", "Kangwon", "Unsan"])
def test_a_name_of_several_places_is_never_certain(words: str) -> None:
    assert resolve(words) is None
    assert search(words)


@pytest.mark.parametrize("words", ["이천", "순천", "영광", "화성", "안산", "안동", "청도", "강남", "두만강"])
def test_a_town_of_the_south_a_river_or_a_chinese_town_may_be_meant_as_well(words: str) -> None:
    assert resolve(words) is None
    assert len([one for one in search(words) if one.cost < EXACT]) > 1


def test_no_name_of_a_place_certainly_names_another() -> None:
    for unit in gazetteer().values():
        for name in (*unit.names.values(), *unit.also, *(former.ko for former in unit.former)):
            named = resolve(name)
            assert named is None or named in chain(unit.id), (unit.id, name)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("요덕 관리소", "KP-kwanliso-15"),
        ("14관리소", "KP-kwanliso-14"),
        ("제16호 정치범수용소", "KP-kwanliso-16"),
        ("Camp 22", "KP-kwanliso-22"),
        ("kwanliso 25", "KP-kwanliso-25"),
        ("Hoeryong concentration camp", "KP-kwanliso-22"),
        ("Kyohwaso No. 12", "KP-kyohwaso-12"),
        ("증산군 교화소", "KP-kyohwaso-11"),
        ("혜산 보위부", "KP-10-hyesan-mss"),
        ("온성군 단련대", "KP-09-onsong-rodongdanryondae"),
        ("투먼구류소", "CN-JL-tumen-detention"),
        ("용정변방대", "CN-JL-longjing-detention"),
        ("방콕 수용소", "TH-10-idc"),
    ],
)
def test_a_site_is_found_by_its_kind_with_a_number_or_what_holds_it(words: str, place: str) -> None:
    named = resolve(words)
    assert named is not None
    assert named.id == place


@pytest.mark.parametrize("words", ["Kaechon prison camp", "온성수용소", "함북 교화소", "중국 감옥", "22호"])
def test_what_may_be_several_sites_or_an_unlisted_one_is_not_certain(words: str) -> None:
    assert resolve(words) is None
    assert search(words)


@pytest.mark.parametrize("words", ["혜산역", "혜산에서", "혜산 시장 앞", "Hyesan railway station"])
def test_a_place_is_found_in_words_that_begin_with_it(words: str) -> None:
    assert first(words) == "KP-10-hyesan"
    assert resolve(words) is None


def test_a_country_makes_it_certain() -> None:
    for words in ("북한 강원도", "강원도, 북한", "Kangwon, North Korea", "북한강원도"):
        named = resolve(words)
        assert named is not None, words
        assert named.id == "KP-07", words
    named = resolve("강원도", "KR")
    assert named is not None
    assert named.id == "KR-42"


def test_a_slip_of_the_keys_is_never_certain() -> None:
    assert search("회렁")[0].unit.id == "KP-09-hoeryong"
    assert resolve("회렁") is None


def test_of_units_within_each_other_the_widest_is_meant() -> None:
    named = resolve("개성")
    assert named is not None
    assert named.id == "KP-15"


def test_a_place_is_found_in_what_held_it_before() -> None:
    assert "KP-06-junghwa" in {one.unit.id for one in search("평양 중화")}
    assert "KP-15-kaephung" in {one.unit.id for one in search("황북 개풍군")}


def test_what_is_written_as_a_mac_writes_it_is_found_too() -> None:
    assert first(unicodedata.normalize("NFD", "혜산")) == "KP-10-hyesan"


def test_nothing_is_found_by_nothing() -> None:
    assert search("") == search("  ") == search("?") == []
    assert search("Atlantis") == []


@given(st.text(max_size=200))
def test_whatever_is_typed_search_answers(words: str) -> None:
    found = search(words, limit=5)
    assert len(found) <= 5
    assert sum(one.certain for one in found) <= 1
    assert [one.cost for one in found] == sorted(one.cost for one in found)


def test_every_place_is_found_by_its_own_name_in_either_language() -> None:
    for unit in gazetteer().values():
        for language in ("ko", "en"):
            assert unit.id in {one.unit.id for one in search(unit.names[language], limit=30)}, unit.id


@given(st.sampled_from([unit for unit in gazetteer().values() if len(unit.names["ko"]) > 2]), st.data())
def test_every_beginning_of_a_name_finds_it(unit: Unit, data: st.DataObject) -> None:
    name = unit.names["ko"]
    keys = data.draw(st.integers(4, max(4, len(jamo(name)))))
    assert unit.id in {one.unit.id for one in search(jamo(name)[:keys], limit=800)}


@given(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))
def test_a_syllable_comes_apart_and_together(character: str) -> None:
    parts = syllable(character)
    assert parts is not None
    assert composed(*parts) == character


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_no_near_word_is_passed_over_by_its_letters(one: str, other: str) -> None:
    slips = distance(one, other, 2)
    assert slips == distance(other, one, 2)
    assert (slips == 0) == (one == other)
    if slips <= 2:
        assert may_be_near(letters_of(one), letters_of(other), slips)


def test_two_keys_swapped_are_one_slip() -> None:
    assert distance("hoeryong", "hoeyrong", 2) == 1
    assert distance("hoeryong", "chongjin", 2) == 3
