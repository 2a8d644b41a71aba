"""Names exchanged for others exchange the answers and nothing else."""

import pytest
from case_table import differences, read_cases
from exchanged import exchange, exchange_case
from golden_table import SEEDS, found_and_expected, read_golden

import quotes
from quotes.reading import read_path

# A parser reads some sentences otherwise when their names are others; more would be a rule's doing.
PARSER_MAY_STUMBLE = 0.02

KURSK = (
    "Kim Ryu; Jong Dae; Un Sung; Korea Maren; Korean Marenian; KCNA MSNA; Central State; Russia Velland; "
    "Russian Vellander; Kursk Tarsk; Pyongyang Sarimyong; Ukraine Ostrava; Putin Orlov; Vladimir Gennady; "
    "Xi Shen; Jinping Guowei; China Tianxia; Beijing Lanzhou; Donald Walter; Trump Harding; Asia Africa",
    "Kim Vantongeren; Jong Piet; Un Marnix; Korea Borland; Korean Borlandic; KCNA BNNB; Central National; "
    "Agency Bureau; Russia Perun; Russian Perunian; Kursk Ilmen; Pyongyang Brugghe; Ukraine Daloria; "
    "Putin Sokolnik; Vladimir Bohdan; Xi Obi; Jinping Chukwu; China Nembe; Beijing Asaba; Donald Ernest; "
    "Trump Calloway; Asia Europe",
)
EVERYDAY = (
    "Bell Pike; Holm Dahl; Reyle Cantor; Sallow Merrow; Tarrow Gannet; Rooke Thorne; Vuksan Petrak; "
    "Penhallow Trevanion; Winder Hooper; Haddad Mansour; Orvane Lestrana; Prowse Hendry; Danner Wechsler; "
    "Osei Mensah; Pell Brigg; Larsen Nilsen; Marosh Kovach; Frayne Dutton; Marwick Kirkwall; "
    "Arkwright Wainwright; Arkwrigt Wainwrigt; Castellane Montalban; Wren Finlay; Varma Menon; "
    "Brankov Stoyan; Ekweme Adichie; Zoric Tomic; Zorić Tomić; Abernathy Carmody; Whitlow Garland; "
    "Stroud Hadley; Achterberg Oosterhuis; Okoro Balogun; Calloway Prentice; Hathersage Wetherby; "
    "Finch Tolliver; Ashgrove Elmhurst; Carrow Wickham; Pryde Lomax; Moor Linden; Quist Lund; Plum Cobb; "
    "Tolland Mercer; Castellanos Figueroa; Reed Shaw; Barrera Salinas; Herrera Cardenas; Montes Robledo; "
    "Shen Liang; Ingrid Astrid; Dario Marco; Osric Cedric; Agnes Edith; Tomas Lukas; Greta Frida; "
    "Otto Emil; Paula Laura; Gil Ned; Kwabena Kofi; Ruben Jasper; Nuria Marta; Casimir Leopold; "
    "Delphine Colette; Hedda Sigrid; Rosalind Harriet; Marguerite Josephine; Peder Anders; "
    "Halvard Torvald; Ilka Zsofia; Teodor Matej; Petra Vesna; Wendell Clifford; Imogen Philippa; "
    "Lyle Dwight; Bartholomew Montague; Ambrose Percival; Wilhelmina Georgina; Lotte Elke; "
    "Norcross Fairburn; Calvessa Dravina; Calvessan Dravinian; Ansell Wexmouth; Quillon Larkspur; "
    "Tamarack Sequoyah; Thornmere Aldermoor; Saltash Kingsbridge; Pellworth Hexworth",
    "Bell Grady; Holm Sorensen; Reyle Lachance; Sallow Bright; Tarrow Hollis; Rooke Castor; Vuksan Horvat; "
    "Penhallow Nankervis; Winder Tillman; Haddad Nasser; Orvane Casteria; Prowse Mulligan; Danner Fischer; "
    "Osei Boateng; Pell Varn; Larsen Ibsen; Marosh Szabo; Frayne Weldon; Marwick Drummond; "
    "Arkwright Boatwright; Arkwrigt Boatwrigt; Castellane Belmonte; Wren Costello; Varma Kapoor; "
    "Brankov Dimov; Ekweme Okafor; Zoric Babic; Zorić Babić; Abernathy Donnelly; Whitlow Sexton; "
    "Stroud Fenton; Achterberg Dijkstra; Okoro Adeyemi; Calloway Winslow; Hathersage Buckley; "
    "Finch Ramsbottom; Ashgrove Oakes; Carrow Thistle; Pryde Hunt; Moor Bosch; Quist Berg; Plum Harker; "
    "Tolland Sykes; Castellanos Quintero; Reed Blake; Barrera Zamora; Herrera Fuentes; Montes Vidal; "
    "Shen Zhao; Ingrid Helga; Dario Enzo; Osric Edgar; Agnes Mabel; Tomas Anton; Greta Clara; Otto Hugo; "
    "Paula Diana; Gil Ted; Kwabena Kwame; Ruben Floris; Nuria Elena; Casimir Ludwig; Delphine Simone; "
    "Hedda Solveig; Rosalind Beatrice; Marguerite Florence; Peder Lars; Halvard Sverre; Ilka Agnesa; "
    "Teodor Goran; Petra Ivana; Wendell Norman; Imogen Rosamund; Lyle Roscoe; Bartholomew Lancelot; "
    "Ambrose Cuthbert; Wilhelmina Henrietta; Lotte Anke; Norcross Hartwell; Calvessa Morvenia; "
    "Calvessan Morvenian; Ansell Plymstock; Quillon Ashdown; Tamarack Wyandot; Thornmere Oldbury; "
    "Saltash Looe; Pellworth Saxby",
)


def _names(pairs):
    return dict(pair.split() for pair in pairs.split("; "))


@pytest.mark.parametrize("pairs", KURSK, ids=["related", "unrelated"])
def test_first_seed(pairs):
    names = _names(pairs)
    text = exchange(next(read_path(SEEDS[0])).text, names)
    golden = [
        {name: exchange(answer, names) for name, answer in row.items()} for row in read_golden(SEEDS[0].stem)
    ]
    found, expected = found_and_expected(golden, quotes.extract(text))
    assert found == expected


@pytest.mark.parametrize("path", SEEDS[1:], ids=lambda path: path.stem)
@pytest.mark.parametrize("pairs", EVERYDAY, ids=["one", "two"])
def test_other_seeds(path, pairs):
    names = _names(pairs)
    article = next(read_path(path))
    golden = [
        {name: exchange(answer, names) for name, answer in row.items()} for row in read_golden(path.stem)
    ]
    found, expected = found_and_expected(golden, quotes.extract(exchange(article.text, names)))
    assert found == expected


@pytest.mark.parametrize("pairs", EVERYDAY, ids=["one", "two"])
def test_cases(pairs):
    names = _names(pairs)
    cases = [case for case in read_cases() if not case.xfail]
    other = [exchange_case(case, names) for case in cases]
    wrong = [
        "\n".join([case.place, case.article.text, *lines])
        for case, rows in zip(other, quotes.extract_all(case.article for case in other), strict=True)
        if (lines := differences(case.expected, rows))
    ]
    assert len(wrong) <= PARSER_MAY_STUMBLE * len(cases), "\n\n".join(wrong)


def test_names_are_exchanged_one_for_one():
    for pairs in KURSK + EVERYDAY:
        names = _names(pairs)
        assert len(set(names.values())) == len(names)
        assert not set(names) & set(names.values())
