"""Words for numbers, units and currencies in Turkish, Azerbaijani, Kazakh, Russian and English.

Keys are folded (`letters.fold`). Words of the languages do not contradict one another, so that
there is one table for all: a Turkish text may hold an English sum.
"""

from __future__ import annotations


def _numbered(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Words divided by spaces, those for the same number by a slash."""
    return {
        word: start + index * step
        for index, group in enumerate(words.split())
        for word in group.split("/")
    }


#: Numbers that are added up.
UNITS: dict[str, int] = {
    **_numbered("sıfır bir iki üç dört beş altı yedi sekiz dokuz"),
    **_numbered("on yirmi otuz kırk elli altmış yetmiş seksen doksan", 10, 10),
    **_numbered("sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz"),
    **_numbered("on iyirmi otuz qırx əlli altmış yetmiş səksən doxsan", 10, 10),
    **_numbered("нөл бір екі үш төрт бес алты жеті сегіз тоғыз"),
    **_numbered("он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан", 10, 10),
    **_numbered(
        "ноль один/одна/одно/одного/одной два/две/двух/двум три/трёх/трех/трем "
        "четыре/четырёх/четырех пять/пяти шесть/шести семь/семи восемь/восьми девять/девяти"
    ),
    **_numbered(
        "десять/десяти одиннадцать/одиннадцати двенадцать/двенадцати тринадцать/тринадцати "
        "четырнадцать пятнадцать/пятнадцати шестнадцать семнадцать восемнадцать девятнадцать",
        10,
    ),
    **_numbered(
        "двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят "
        "семьдесят восемьдесят девяносто",
        20,
        10,
    ),
    **_numbered("сто/ста двести/двухсот триста четыреста пятьсот шестьсот семьсот", 100, 100),
    **_numbered("восемьсот девятьсот", 800, 100),
    **_numbered("zero one two three four five six seven eight nine ten eleven twelve thirteen"),
    **_numbered("fourteen fifteen sixteen seventeen eighteen nineteen", 14),
    **_numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
}
#: Numbers that multiply what stands before them.
SCALES: dict[str, int] = {
    **dict.fromkeys(("yüz", "жүз", "hundred"), 100),
    **dict.fromkeys(("bin", "min", "мың", "тысяча", "тысячи", "тысяч", "тыс", "thousand"), 10**3),
    **dict.fromkeys(
        ("milyon", "mln", "млн", "миллион", "миллиона", "миллионов", "million", "millions", "mn"),
        10**6,
    ),
    **dict.fromkeys(
        ("milyar", "milyard", "mlrd", "mlr", "млрд", "миллиард", "миллиарда", "миллиардов"), 10**9
    ),
    **dict.fromkeys(("billion", "bn"), 10**9),
    **dict.fromkeys(("trilyon", "trillion", "трлн", "триллион", "триллиона", "триллионов"), 10**12),
}
HALVES = frozenset(("buçuk", "yarım", "жарым", "жарты", "половиной"))

#: Ordinals that are words of their own; all others end in one of the endings below.
ORDINALS: dict[str, int] = {
    **_numbered("ilk/birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci", 1),
    **_numbered("dokuzuncu onuncu", 9),
    **_numbered("birinci ikinci üçüncü dördüncü beşinci altıncı yeddinci səkkizinci", 1),
    **_numbered("doqquzuncu onuncu", 9),
    **_numbered("бірінші екінші үшінші төртінші бесінші алтыншы жетінші сегізінші", 1),
    **_numbered("тоғызыншы оныншы", 9),
    **_numbered("first second third fourth fifth sixth seventh eighth ninth tenth", 1),
    **_numbered("eleventh twelfth thirteenth fourteenth fifteenth sixteenth", 11),
    **_numbered("seventeenth eighteenth nineteenth twentieth", 17),
}
#: Stems of Russian ordinals, before their adjective endings.
RUSSIAN_ORDINALS: dict[str, int] = _numbered(
    "перв втор трет четвёрт/четверт пят шест седьм восьм девят десят одиннадцат двенадцат "
    "тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат",
    1,
)

#: Beginnings of words for currencies, ISO 4217; the longer beginning counts.
CURRENCIES: dict[str, str] = {
    **dict.fromkeys(("$", "usd", "abd dolar", "abş dollar", "dolar", "dollar", "доллар"), "USD"),
    **dict.fromkeys(("us dollar", "долларов сша"), "USD"),
    **dict.fromkeys(("€", "eur", "euro", "avro", "евро", "еуро"), "EUR"),
    **dict.fromkeys(("₸", "kzt", "tenge", "теңге", "тенге", "təngə"), "KZT"),
    **dict.fromkeys(("₽", "rub", "ruble", "rubl", "рубл", "rus rublesi"), "RUB"),
    **dict.fromkeys(("₺", "try", "tl", "türk lirası", "lira", "лир"), "TRY"),
    **dict.fromkeys(("₼", "azn", "manat", "манат"), "AZN"),
    **dict.fromkeys(("£", "gbp", "sterlin", "pound", "фунт"), "GBP"),
    **dict.fromkeys(("¥", "cny", "yuan", "юан"), "CNY"),
    **dict.fromkeys(("som", "сом", "kgs"), "KGS"),
    **dict.fromkeys(("sum", "сум", "uzs", "soʻm"), "UZS"),
    **dict.fromkeys(("yen", "jpy", "иен", "йен"), "JPY"),
}
#: Beginnings of words for units of measure, and their symbols.
MEASURES: dict[str, str] = {
    **dict.fromkeys(("kilometrekare", "kvadrat kilometr", "шаршы шақырым"), "km²"),
    **dict.fromkeys(
        ("km²", "km2", "км²", "кв. км", "square kilomet", "квадратных километр"), "km²"
    ),
    **dict.fromkeys(("metrekare", "kvadrat metr", "м²", "m²", "square met"), "m²"),
    **dict.fromkeys(("metreküp", "kub metr", "м³", "m³", "cubic met", "текше метр"), "m³"),
    **dict.fromkeys(("кубометр", "кубических метр"), "m³"),
    **dict.fromkeys(("kilometre", "kilometr", "км", "km", "километр", "шақырым", "kilomet"), "km"),
    **dict.fromkeys(("santimetre", "santimetr", "cm", "см", "сантиметр"), "cm"),
    **dict.fromkeys(("metre", "metr", "м", "m", "метр", "meter"), "m"),
    **dict.fromkeys(("kilogram", "kiloqram", "kg", "кг", "килограмм"), "kg"),
    **dict.fromkeys(("ton", "tona", "тонн", "т", "tonne"), "t"),
    **dict.fromkeys(("hektar", "ha", "гектар", "га", "hectare"), "ha"),
    **dict.fromkeys(("varil", "barel", "barrel", "баррел"), "bbl"),
    **dict.fromkeys(("megavat", "mw", "мвт", "мегаватт", "meqavat"), "MW"),
    **dict.fromkeys(("mil", "mile", "миля", "миль"), "mi"),
}
PERCENT = ("%", "‰", "yüzde", "faiz", "пайыз", "процент", "percent", "per cent", "٪")
