"""Countries, what their people are called, and where their governments sit.

What no ending tells: "France" and "French", "Turkey" and "Turkish"; and that "Paris refused" tells
what France did. Little-known and invented places are read by their endings (`name_forms`,
`belonging`); here stand those that a rule would miss or has to know as lands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

# places / its people and what belongs to it / looser names, older ones too / seats of government
_TABLE = """
afghanistan / afghan afghans // kabul
albania / albanian // tirana
algeria / algerian // algiers
america / american / us usa states / washington
argentina / argentine argentinian // aires
armenia / armenian // yerevan
australia / australian // canberra
austria / austrian / habsburg / vienna
azerbaijan / azerbaijani azeri azeris // baku
bangladesh / bangladeshi // dhaka
belarus belorussia / belarusian belorussian // minsk
belgium / belgian // brussels
bosnia / bosnian / herzegovina / sarajevo
brazil / brazilian // brasilia
britain uk / british briton britons / kingdom england english / london
bulgaria / bulgarian // sofia
burma myanmar / burmese // rangoon naypyidaw
cambodia / cambodian khmer // penh
canada / canadian // ottawa
catalonia / catalan catalans // barcelona
chile / chilean // santiago
china / chinese / prc / beijing peking
colombia / colombian // bogota
congo / congolese // kinshasa
croatia / croatian croat croats // zagreb
cuba / cuban // havana
cyprus / cypriot cypriots // nicosia
czechia / czech czechs / bohemia bohemian czechoslovakia / prague
denmark / danish dane danes // copenhagen
egypt / egyptian // cairo
england / english / britain british uk kingdom / london
estonia / estonian // tallinn
ethiopia / ethiopian // addis
eu // european europe union / brussels
europe / european europeans / eu
finland / finnish finn finns // helsinki
france / french // paris
georgia / georgian // tbilisi
germany / german germans / reich prussia prussian / berlin bonn
ghana / ghanaian // accra
greece / greek greeks / hellenic / athens
holland netherlands / dutch // hague amsterdam
hungary / hungarian // budapest
iceland / icelandic // reykjavik
india / indian // delhi
indonesia / indonesian // jakarta
iran / iranian / persia persian / tehran teheran
iraq / iraqi // baghdad
ireland / irish // dublin
israel / israeli // jerusalem
italy / italian // rome
japan / japanese // tokyo
jordan / jordanian // amman
kazakhstan / kazakh kazakhs // astana
kenya / kenyan // nairobi
korea / korean // seoul pyongyang
kosovo / kosovar kosovars // pristina
kurdistan / kurdish kurd kurds // erbil
kyrgyzstan / kyrgyz // bishkek
latvia / latvian // riga
lebanon / lebanese // beirut
libya / libyan // tripoli
lithuania / lithuanian // vilnius
malaysia / malaysian // lumpur
mexico / mexican // mexico
moldova / moldovan // chisinau
mongolia / mongolian // ulaanbaatar
montenegro / montenegrin // podgorica
morocco / moroccan // rabat
naples / neapolitan
nigeria / nigerian // abuja
norway / norwegian norwegians // oslo
pakistan / pakistani // islamabad
palestine / palestinian palestinians // ramallah
panama / panamanian
peru / peruvian // lima
philippines / philippine filipino filipinos // manila
poland / polish pole poles // warsaw
portugal / portuguese // lisbon
prussia / prussian / germany german / berlin
qatar / qatari // doha
quebec / quebecois
romania / romanian // bucharest
russia / russian / soviet ussr union / moscow kremlin
saudi / saudis / arabia / riyadh
scotland / scottish scots // edinburgh
serbia / serbian serb serbs / yugoslavia yugoslav / belgrade
siam thailand / thai siamese // bangkok
slovakia / slovak slovaks // bratislava
slovenia / slovene slovenes // ljubljana
somalia / somali somalis // mogadishu
soviet ussr / soviets / russia russian union / moscow kremlin
spain / spanish spaniards // madrid
sudan / sudanese // khartoum
sweden / swedish swede swedes // stockholm
switzerland / swiss // bern
syria / syrian // damascus
taiwan / taiwanese // taipei
tajikistan / tajik tajiks // dushanbe
tibet / tibetan tibetans // lhasa
tunisia / tunisian // tunis
turkey turkiye / turkish turk turks / ottoman / ankara
turkmenistan / turkmen // ashgabat
ukraine / ukrainian ukrainians // kyiv kiev
uzbekistan / uzbek uzbeks // tashkent
vatican / papal / rome holy
venezuela / venezuelan // caracas
venice / venetian
vietnam / vietnamese // hanoi
wales / welsh // cardiff
yemen / yemeni // sanaa
"""


@dataclass(frozen=True, slots=True)
class Land:
    """One row of the table, folded.

    Attributes:
        places: names of the land.
        people: what its people and what belongs to it are called.
        loosely: names it shares with others or had once.
        seats: cities that stand for its government.
    """

    places: frozenset[str]
    people: frozenset[str]
    loosely: frozenset[str]
    seats: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Its places and peoples."""
        return self.places | self.people

    @property
    def all_names(self) -> frozenset[str]:
        """The same with the loose ones, without the seats."""
        return self.names | self.loosely


@cache
def lands() -> tuple[Land, ...]:
    """The table."""
    rows = [line.split("/") for line in _TABLE.strip().splitlines()]
    full = [[frozenset(field.split()) for field in (*row, "", "", "")[:4]] for row in rows]
    return tuple(Land(*fields) for fields in full)


@cache
def _by_name() -> Mapping[str, tuple[Land, ...]]:
    found: dict[str, tuple[Land, ...]] = {}
    for land in lands():
        for name in land.all_names:
            found[name] = (*found.get(name, ()), land)
    return found


def lands_called(word: str) -> tuple[Land, ...]:
    """The lands a folded word may name, loosely too; empty where the table has none."""
    return _by_name().get(word, ())


@cache
def names_of_one_land() -> tuple[tuple[str, str], ...]:
    """Pairs of names of the same land, as written: "Turkey", "Türkiye"."""
    pairs = (pair for land in lands() for pair in combinations(sorted(land.places), 2))
    return tuple((_written(one), _written(two)) for one, two in pairs if "soviet" not in (one, two))


def _written(name: str) -> str:
    return _WRITTEN.get(name, name.capitalize())


_WRITTEN = {"turkiye": "Türkiye", "uk": "UK", "ussr": "USSR", "eu": "EU"}


def same_land(one: str, two: str) -> bool:
    """Whether two folded words may name one land or its people."""
    return any(two in land.all_names for land in lands_called(one))


@cache
def _seats() -> frozenset[str]:
    return frozenset().union(*(land.seats for land in lands()))


def is_seat(word: str) -> bool:
    """Whether a folded word is a city that stands for a government."""
    return word in _seats()
