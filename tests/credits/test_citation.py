"""Citations in made-up sentences: in every language before, behind and around a name, and what only looks like one."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.credits.conftest import BODY, article, block
from tracker.catalogue import Catalogue
from tracker.credits import read_credits
from tracker.types import Block, Credit, Link

Read = Callable[..., tuple[Credit, ...]]


def cited(stated: tuple[Credit, ...]) -> set[str]:
    return {credit.source for credit in stated if credit.role == "citation"}


def credited(stated: tuple[Credit, ...]) -> set[str]:
    return {credit.source for credit in stated if credit.role == "credit"}


KNOWN = [
    # (language, sentence that cites Polar Press)
    ("en", "According to Polar Press, the ferry ran aground off the northern cape."),
    ("en", "Three people briefed on the matter told Polar Press that the ferry ran aground."),
    ("en", "Polar Press reports that the ferry ran aground off the northern cape."),
    ("en", "The ferry ran aground, Polar Press has since reported, off the northern cape."),
    ("en", "The captain said in an interview with the Polar Press that the fog was thick."),
    ("en", "The captain, speaking to Polar Press on Monday, blamed the thick fog."),
    ("en", "The ferry ran aground off the northern cape (via Polar Press) early on Monday."),
    ("en", "In a Polar Press interview the captain blamed the fog off the northern cape."),
    ("en", "Polar Press's Jane Roe first reported that the ferry had run aground."),
    ("ru", "Паром сел на мель у северного мыса, сообщает Полар Пресс."),
    ("ru", "Паром сел на мель, передает «Полар Пресс» со ссылкой на капитана судна."),
    ("ru", "По данным Полар Пресс, паром сел на мель ранним утром в понедельник."),
    ("ru", "Об этом заявил в интервью Полар Пресс капитан судна в понедельник утром."),
    ("ru", "Туман был густым, сказал капитан парома агентству Полар Пресс в понедельник."),
    ("uk", "Паром сів на мілину, повідомляє Полар Пресс із посиланням на капітана."),
    ("es", "El barco encalló, según informó la agencia Polar Press este lunes."),
    ("es", "La niebla era densa, dijo el capitán del barco a Polar Press este lunes."),
    ("es", "El capitán culpó a la niebla en una entrevista con Polar Press este lunes."),
    ("fr", "Le navire s'est échoué, selon l'agence Polar Press, lundi matin au nord."),
    ("fr", "Le brouillard était épais, a déclaré le capitaine du navire à Polar Press."),
    ("fr", "Le navire s'est échoué, rapporte Polar Press, au large du cap du nord."),
    ("de", "Die Fähre lief laut der Nachrichtenagentur Polar Press auf Grund."),
    ("de", "Der Nebel sei dicht gewesen, sagte der Kapitän der Fähre der Polar Press."),
    ("de", "Wie Polar Press berichtet, lief die Fähre am Montag vor dem Kap auf Grund."),
    ("de", "Polar Press zufolge lief die Fähre am Montag vor dem Nordkap auf Grund."),
    ("pt", "O barco encalhou, segundo a agência Polar Press, na manhã de segunda-feira."),
    ("pt", "O nevoeiro era denso, disse o capitão do barco à Polar Press na segunda-feira."),
    ("it", "Il traghetto si è arenato, riferisce Polar Press citando il capitano."),
    ("it", "La nebbia era fitta, ha detto il capitano del traghetto a Polar Press lunedì."),
    ("el", "Το πλοίο προσάραξε, σύμφωνα με το πρακτορείο Polar Press, τη Δευτέρα."),
    ("el", "Η ομίχλη ήταν πυκνή, δήλωσε ο καπετάνιος του πλοίου στο Πολάρ τη Δευτέρα."),
    ("tr", "Feribot karaya oturdu, Polar Press'e göre kaptan yaralandı ve hastaneye kaldırıldı."),
    ("tr", "Kaptan, Polar Press muhabirine yaptığı açıklamada sisin yoğun olduğunu söyledi."),
    ("ar", "جنحت العبارة قرب الرأس الشمالي صباح الاثنين، وفق ما ذكرت وكالة بولار."),
    ("fa", "به گزارش خبرگزاری بولار، کشتی صبح دوشنبه در نزدیکی دماغه شمالی به گل نشست."),
    ("zh", "据北極社报道，渡轮星期一清晨在北角附近搁浅，船上没有人受伤。"),
    ("ja", "北極社によると、フェリーは月曜日の朝に北の岬の沖で座礁した。けが人はいない。"),
    ("ko", "폴라통신에 따르면 여객선이 월요일 아침 북쪽 곶 앞바다에서 좌초했다고 한다."),
    ("pl", "Jak podaje agencja Polar Press, prom osiadł na mieliźnie w poniedziałek."),
    ("pl", "Mgła była gęsta, powiedział kapitan promu Polar Press w poniedziałek rano."),
    ("cs", "Trajekt najel na mělčinu, uvedla agentura Polar Press v pondělí ráno."),
    ("sk", "Podľa agentúry Polar Press trajekt v pondelok ráno narazil na plytčinu."),
    ("ro", "Feribotul a eșuat luni dimineață, potrivit agenției Polar Press."),
    ("bg", "Фериботът заседна край северния нос, съобщава Полар Пресс в понеделник."),
    ("sr", "Trajekt se nasukao u ponedeljak ujutro, prenosi agencija Polar Press."),
    ("hr", "Trajekt se nasukao u ponedjeljak ujutro, javlja Polar Press iz luke."),
    ("sl", "Trajekt je v ponedeljek zjutraj nasedel, poroča Polar Press s severa."),
    ("hu", "A komp zátonyra futott, írja a Polar Press hétfőn a kapitányra hivatkozva."),
    ("hu", "A Polar Press szerint a komp hétfő reggel zátonyra futott az északi foknál."),
    ("nl", "De veerboot liep maandag vast, meldt persbureau Polar Press op gezag van de kapitein."),
    ("nl", "De mist was dicht, zei de kapitein van de veerboot tegen Polar Press."),
    ("sv", "Färjan gick på grund, uppger kaptenen för nyhetsbyrån Polar Press."),
    ("no", "Fergen gikk på grunn mandag, skriver Polar Press om ulykken i nord."),
    ("fi", "Lautta ajoi karille maanantaina, Polar Press kertoo kapteenin sanoneen."),
    ("lt", "Keltas užplaukė ant seklumos, praneša agentūra Polar Press pirmadienį."),
    ("id", "Feri itu kandas pada Senin pagi, seperti dilansir laman Polar Press."),
    ("id", "Kabutnya tebal, kata kapten feri itu kepada Polar Press pada Senin pagi."),
    ("vi", "Phà mắc cạn hôm thứ Hai, theo hãng tin Polar Press cho biết."),
    ("he", "המעבורת עלתה על שרטון, כך דיווחה סוכנות Polar Press ביום שני בבוקר"),
    ("hi", "समाचार एजेंसी Polar Press के अनुसार नौका सोमवार सुबह रेत में फंस गई थी।"),
]


@pytest.mark.parametrize(("language", "sentence"), KNOWN)
def test_a_catalogued_name_is_cited_and_never_credited(language: str, sentence: str, read: Read) -> None:
    stated = read(head=sentence, language=language)
    assert credited(stated) == set()
    assert cited(stated) == {"polar"}


UNKNOWN = [
    # (language, sentence, keys cited)
    ("en", "The public broadcaster QQT quoted officials as saying that the ferry ran aground.", {"qqt"}),
    ("en", "As the Lantern Gazette reports, the ferry ran aground off the northern cape.", {"lantern-gazette"}),
    ("en", "The captain told the shipping website Fogwatch that he saw nothing.", {"fogwatch"}),
    ("en", "The captain told the Lantern Times-Union that he saw nothing at all.", {"lantern-times-union"}),
    ("en", "The ferry ran aground, according to lanternnews.example.com and others.", {"example"}),
    ("en", "The finding was published in the journal Harbour Studies on Monday.", {"harbour-studies"}),
    ("en", "According to the Lantern Post and the Fog Herald, the ferry sank.", {"lantern-post", "fog-herald"}),
    ("ru", "Об этом пишет издание «Вечерний маяк» в понедельник утром.", {"vecherniy-mayak"}),
    ("ru", "Паром сел на мель, сообщает «Северный вестник».", {"severnyy-vestnik"}),
    ("ru", "Паром сел на мель, сообщает ИА «Маяк» со ссылкой на капитана.", {"ia-mayak"}),
    ("ru", "Паром сел на мель, пишет газета Lantern Bee в понедельник утром.", {"lantern-bee"}),
    ("ru", "По данным «Маяк онлайн», паром сел на мель утром в понедельник.", {"mayak-online"}),
    ("ru", "Об этом капитан рассказал в эфире телеканала «Маяк» в понедельник.", {"mayak"}),
    ("ru", "Об этом капитан рассказал в беседе с ММТ в понедельник утром.", {"mmt"}),
    ("es", "El capitán culpó a la niebla en una entrevista con el diario Faro Sur.", {"faro-sur"}),
    ("es", "La niebla era densa, afirmó el capitán al canal privado Farovisión.", {"farovision"}),
    ("fr", "Le navire s'est échoué, rapporte le quotidien Phare du Nord lundi.", {"phare-du-nord"}),
    ("de", "Die Fähre lief auf Grund, wie die Zeitung „Leuchtturm“ berichtete.", {"leuchtturm"}),
    ("de", "Laut „Leuchtturm“ lief die Fähre am Montag vor dem Nordkap auf Grund.", {"leuchtturm"}),
    ("de", "Die Fähre lief auf Grund, sagte er im Gespräch mit der Zeitung Neuer Leuchtturm.", {"neuer-leuchtturm"}),
    ("it", "Il capitano ne ha parlato in un'intervista al settimanale “Faro” lunedì.", {"faro"}),
    ("pt", "O capitão conversou com a Gazeta do Farol e culpou o nevoeiro.", {"gazeta-do-farol"}),
    ("el", "Το πλοίο προσάραξε, αναφέρει η εφημερίδα «Φάρος» τη Δευτέρα.", {"faros"}),
    ("tr", "Fener gazetesi kaptanın haberine göre, Deniz Feneri TV bildirdi.", {"deniz-feneri-tv"}),
    ("bg", "Фериботът заседна, съобщава Морска телевизия в понеделник сутринта.", {"morska"}),
    ("hu", "A komp zátonyra futott - jelentette a Világítótorony hírportál hétfőn.", {"vilagitotorony"}),
    ("ja", "英紙『灯台』によると、フェリーは月曜日の朝に北の岬の沖で座礁したという。", {"dengtai"}),
]


@pytest.mark.parametrize(("language", "sentence", "keys"), UNKNOWN)
def test_an_unknown_name_is_cited_where_it_is_a_mediums(
    language: str, sentence: str, keys: set[str], read: Read
) -> None:
    assert cited(read(head=sentence, middle=(), language=language)) == keys


NOBODY = [
    ("en", "A survey ordered by the council found that most residents want a brighter colour."),
    ("en", "You hear it before you see it, the traders say of the ferry in the morning fog."),
    ("en", "“You hear it before you see it”, said the mayor, according to people at the meeting."),
    ("en", "According to US media reports, the ferry ran aground off the northern cape."),
    ("en", "In an interview with the German daily the captain said that the fog was thick."),
    ("en", "Harbour police chief Jane Roe said the ferry ran aground off the northern cape."),
    ("en", "The browser connects via USB and according to the HDMI standard it has never failed."),
    ("en", "Speaking at the Harbour Symposium, the mayor said that the lighthouse would be red."),
    ("en", "Radio carpenter Jane Roe wrote that the ferry had run aground here before."),
    ("en", "The captain told a news briefing in Northport that the fog had been thick."),
    ("en", "The tickets are available via Harbourline and cost eight crowns each way."),
    ("en", "The company's tables can be found on its website at www.harbourline.com today."),
    ("ru", "Смартфоны от Xylofon стали дешевле, рассказали продавцы на рынке в понедельник."),
    ("ru", "Компания «Маяк» сообщила о новых судах, которые придут в порт в понедельник."),
    ("ru", "Матч с «Маяком» отменили. Об этом сообщает пресс-служба клуба в понедельник."),
    ("ru", "Лодка теперь красная, написала Jane Roe под вечер в понедельник."),
    ("ru", "Специальный корреспондент издания Иван Печкин рассказал о своей поездке на север."),
    ("ru", "В «Маяке» заявили, что судно выйдет в море, как только рассеется туман."),
    ("de", "Im Hafen drohen laut der Zeitung Gebühren für jedes Boot ohne Licht."),
    ("es", "La Agencia Portuaria dice que la niebla era densa en la mañana del lunes."),
    ("fr", "Le brouillard était épais, a dit à la presse Jeanne Phare, qui tient le port."),
    ("pl", "Mgła była gęsta, powiedział dziennikarzom Wysocki w poniedziałek rano."),
    ("cs", "Podle šéfa reklamní agentury Maják Petra Lodi vypadal přístav prázdně."),
    ("bg", "Според Международната агенция по морето мъглата беше гъста в понеделник."),
    ("zh", "根据《港口法》（下同）第十四条规定，渡轮不得在大雾中离开北港的码头。"),
]


@pytest.mark.parametrize(("language", "sentence"), NOBODY)
def test_what_only_looks_like_a_citation(language: str, sentence: str, read: Read) -> None:
    assert cited(read(head=sentence, middle=(), language=language)) == set()


def linked(text: str, *links: tuple[str, str]) -> Block:
    return Block(text=text, place="body", element="p", links=tuple(Link(text=name, url=url) for name, url in links))


LINKED = [
    # (sentence, linked part of it, address, keys cited)
    ("The ferry ran aground, reports Fogwatch from the cape.", "Fogwatch", "fogwatch.example/1", {"fogwatch"}),
    ("A list was released to Fogwatch.", "A list was released to Fogwatch", "fogwatch.example/1", {"fogwatch"}),
    ("As reported by Fog Live, it ran aground.", "As reported by Fog Live", "fog-live.example/1", {"fog-live"}),
    ("The captain said that fog was to blame (Fogwatch).", "Fogwatch", "fogwatch.example/1", {"fogwatch"}),
    ("They like it. [h/t Fog Harbour Letters]", "[h/t Fog Harbour Letters]", "fhl.example/1", {"fhl"}),
    # linked, but not for what they say
    ("The captain told Jane Roe that the fog was thick.", "Jane Roe", "harbourline.example/team", set()),
    ("He has read the report about Northport.", "report", "harbourline.example/report", set()),
    ("He said that it fell near the cape (Northport) at dawn.", "Northport", "maps.example/1", set()),
]


@pytest.mark.parametrize(("sentence", "text", "url", "keys"), LINKED)
def test_linked_names(sentence: str, text: str, url: str, keys: set[str], catalogue: Catalogue) -> None:
    page = article(linked(sentence, (text, f"https://{url}")), *map(block, BODY), language="en")
    assert cited(read_credits(page, catalogue)) == keys


def test_a_linked_name_in_another_script_has_the_key_of_its_site(catalogue: Catalogue) -> None:
    sentence = "Паром сел на мель, передает «Маяк-информ» в понедельник."
    page = article(linked(sentence, ("«Маяк-информ»", "https://mayakinform.example/1")), language="ru")
    (credit,) = read_credits(page, catalogue)
    assert (credit.source, credit.source_name, credit.role) == ("mayakinform", "Маяк-информ", "citation")


def test_the_end_of_the_outlets_own_name_is_no_other_medium(read: Read) -> None:
    head = "The ferry sank, the Oak Post reported on Monday."
    assert cited(read(head=head, language="en")) == {"oakpost"}
    assert cited(read(head=head, language="en", site_names=("Harbour Oak Post",))) == set()


ACCOUNTS = [
    ("en", "The mayor wrote on Twitter that the lighthouse would be red by the winter.", {"twitter"}),
    ("en", "Work begins next month, according to a post on the council's Facebook page.", {"facebook"}),
    ("ru", "Об этом мэр сообщил на своей странице в Facebook в понедельник вечером.", {"facebook"}),
    ("ru", "В своём Telegram-канале мэр отметил, что маяк перекрасят до зимы.", {"telegram"}),
    ("ru", "Паром сел на мель, сообщает Полар Пресс со ссылкой на @harbour.watch.", {"polar", "harbour-watch"}),
    ("es", "El alcalde informó en su cuenta de Twitter que el faro será rojo en invierno.", {"twitter"}),
    ("tr", "Belediye başkanı Instagram hesabından bir paylaşım yaptı ve feneri gösterdi.", {"instagram"}),
    ("uk", "Про це повідомив мер у Facebook у понеділок увечері після засідання ради.", {"facebook"}),
    # calls, and platforms as such
    ("en", "Follow the harbour on Twitter and Facebook to hear what the council wrote.", set()),
    ("en", "The app is similar to Instagram, the company announced in its last report.", set()),
    ("es", "Forma parte de nuestro canal en Telegram, informa el puerto a los vecinos.", set()),
]


@pytest.mark.parametrize(("language", "sentence", "keys"), ACCOUNTS)
def test_accounts_on_platforms(language: str, sentence: str, keys: set[str], read: Read) -> None:
    assert cited(read(head=sentence, middle=(), language=language)) == keys


def test_the_language_of_a_text_is_guessed_where_nobody_names_it(read: Read) -> None:
    middle = ("Паром сел на мель, сообщает «Северный вестник».", "Туман был густым, и маяка не было видно.")
    assert cited(read(middle=middle)) == {"severnyy-vestnik"}


def test_a_page_that_cites_many_is_cut_off(read: Read) -> None:
    middle = tuple(f"The captain told the Lantern {letter} Post about it." for letter in "ABCDEFGHIJKLMNOPQR")
    assert len(cited(read(middle=middle, language="en"))) == 12


@given(
    language=st.sampled_from(["en", "ru", "de", "zh", "tr", "ar", "xx", None]),
    text=st.lists(
        st.sampled_from(
            [
                *("told", "said", "сообщает", "laut", "據", "göre", "the", "newspaper", "газета", "«Маяк»", "Velox"),
                *("Lantern", "Post", "and", ",", ".", "(", ")", "“", "”", "'", '"', ":", "@mayor", "on", "Twitter"),
                *("a.example.com", "Zeitung", "报", "『灯台』", "Q", "7", "-", "—"),
            ]
        ),
        max_size=60,
    ).map(" ".join),
)
def test_every_quote_of_a_citation_stands_on_the_page(language: str | None, text: str, catalogue: Catalogue) -> None:
    page = article(linked(text or ".", ("Lantern Post", "https://lanternpost.example/1")), language=language)
    for credit in read_credits(page, catalogue):
        if credit.role == "citation":
            assert credit.quote in text
            assert credit.source
            assert credit.source_name
