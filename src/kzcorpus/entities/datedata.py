"""Months, seasons and centuries in the languages of the texts; keys are beginnings of words."""

from __future__ import annotations


def _months(words: str) -> dict[str, int]:
    return {
        word: number
        for number, group in enumerate(words.split(), start=1)
        for word in group.split("/")
    }


MONTHS: dict[str, int] = {
    **_months(
        "ocak/ocağ şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık/aralığ"
    ),
    **_months("yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"),
    **_months("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
    **_months("январ феврал март апрел май/мая/мае/маю июн июл август сентябр октябр ноябр декабр"),
    **_months(
        "january/jan february/feb march april/apr may june/jun july/jul august/aug "
        "september/sept/sep october/oct november/nov december/dec"
    ),
}
#: By language: yaz is summer in Turkish, spring in Azerbaijani. The numbers are EDTF's.
SEASONS: dict[str, dict[str, int]] = {
    "tr": {"ilkbahar": 21, "bahar": 21, "yaz": 22, "sonbahar": 23, "güz": 23, "kış": 24},
    "az": {"yaz": 21, "bahar": 21, "yay": 22, "payız": 23, "qış": 24},
    "kk": {"көктем": 21, "жаз": 22, "күз": 23, "қыс": 24},
    "ru": {"весн": 21, "летом": 22, "лето": 22, "лета": 22, "осен": 23, "зим": 24},
    "en": {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24},
}
CENTURIES = ("yüzyıl", "asır", "asrın", "əsr", "ғасыр", "столети", "century", "век")
#: Beginnings of words that make a year ending in 0 a decade.
DECADES = ("yıllar", "illər", "жылдар", "годы", "годов", "годах", "годам")
