"""Words that stand beside names and are none: titles, offices, and what leads a sentence in.

All words are folded (`letters.fold`). An office is a head with modifiers in front of it: "Genel
Sekreter", "İkinci Katip", "Fahri Profesör"; behind a genitive it ends in its possessive ("Genel
Sekreteri").
"""

from __future__ import annotations

#: In front of a person's name, and no part of it.
TITLES = frozenset(
    (
        # Turkish
        *("cumhurbaşkanı", "başbakan", "başbakanı", "bakan", "bakanı", "başkan", "başkanı"),
        *("dışişleri", "içişleri", "büyükelçi", "büyükelçisi", "elçi", "general", "orgeneral"),
        *("korgeneral", "tümgeneral", "amiral", "mareşal", "albay", "yarbay", "binbaşı", "yüzbaşı"),
        *("sayın", "bay", "bayan", "prof", "profesör", "doç", "doçent", "dr", "doktor", "akademik"),
        *("akademisyen", "lideri", "lider", "sözcüsü", "müsteşarı", "milletvekili", "senatör"),
        *("sekreteri", "yazar", "şair", "tarihçi", "gazeteci", "diplomat", "imparator", "çar"),
        *("kral", "kraliçe", "prens", "papa", "öğr", "gör", "üyesi", "uzmanı", "müdürü"),
        # Azerbaijani
        *("prezident", "prezidenti", "nazir", "naziri", "sədr", "sədri", "səfir", "səfiri"),
        *("cənab", "xanım", "akademiki", "professor", "dosent", "yazıçı", "tarixçi", "komandan"),
        # Kazakh and Russian
        *("президент", "президенті", "президента", "президентом", "президенту", "министр"),
        *("министра", "министрі", "премьер", "премьера", "генерал", "академик", "профессор"),
        *("доктор", "посол", "мырза", "ханым", "господин", "госпожа"),
        # English
        *("president", "minister", "chancellor", "ambassador", "mr", "mrs", "ms", "sir", "lord"),
        *("senator", "secretary", "professor", "king", "queen", "prince", "pope"),
    )
)

#: What stands in front of an office.
OFFICE_MODIFIERS = frozenset(
    (
        *("genel", "birinci", "ikinci", "üçüncü", "fahri", "onursal", "eski", "yeni", "devlet"),
        *("özel", "daimi", "olağanüstü", "kıdemli", "yardımcı", "vekil", "geçici", "ilk", "kurucu"),
        *("baş", "birinci", "xüsusi", "sabiq", "keçmiş", "fəxri"),
    )
)
#: What an office is called, with and without the possessive.
OFFICES = frozenset(
    (
        *("sekreter", "sekreteri", "katip", "katibi", "kâtip", "kâtibi", "başkanı", "başkan"),
        *("bakanı", "cumhurbaşkanı", "başbakanı", "büyükelçisi", "müdürü", "temsilcisi"),
        *("danışmanı", "sözcüsü", "müsteşarı", "komutanı", "yardımcısı", "vekili", "üyesi"),
        *("dekanı", "rektörü", "prezidenti", "naziri", "sədri", "səfiri", "nümayəndəsi"),
        *("müşaviri", "komandanı", "müavini", "dekanlığı", "sekreterliği", "sekreterlik"),
    )
)
#: Degrees and ranks: what is in front of them is their subject, not an institution.
DEGREES = frozenset(
    (
        *("doktor", "doktoru", "profesör", "profesörü", "doçent", "doçenti", "uzmanı", "ustası"),
        *("professoru", "professor", "dosenti", "akademiki", "magistri"),
    )
)
#: Offices that name nobody and nothing, though they are written as names.
BARE_OFFICES = frozenset(("devlet başkanlığı", "genel sekreterlik", "genel sekreterliği"))
#: What a bibliography calls a thesis; alone they name none.
THESES = frozenset(
    (
        *("yayımlanmamış", "yayınlanmamış", "basılmamış", "yüksek", "lisans", "doktora"),
        *("tezi", "bitirme", "magistr", "dissertasiya", "dissertasiyası"),
    )
)

#: Words that a sentence or a clause begins with, and a name does not.
LEADING = frozenset(
    (
        *("digər", "diğer", "hazırda", "bütün", "tüm", "bazı", "bəzi", "bu", "o", "hər", "her"),
        *("həm", "hem", "isə", "ise", "ancak", "ancaq", "amma", "fakat", "lakin", "çünkü"),
        *("çünki", "ayrıca", "üstelik", "özellikle", "xüsusilə", "nihayet", "nəhayət", "sonra"),
        *("göre", "görə", "böylece", "beləliklə", "müstəqil", "bağımsız", "rəsmi", "resmi"),
        *("bugünkü", "bugün", "bu gün", "dün", "yarın", "eski", "sabiq", "yeni"),
    )
)
#: Words between two coordinated names.
AND = frozenset(("ve", "və", "veya", "ile", "ilə", "и", "және", "мен", "пен", "бен", "and", "or"))
#: Names that hold such a word, without their last word's suffix.
UNDIVIDED = frozenset(
    (
        *(("bosna", "hersek"), ("bosniya", "herseqovina"), ("antigua", "barbuda")),
        *(("trinidad", "tobago"), ("saint kitts", "nevis"), ("sao tome", "principe")),
        *(("босния", "герцеговина"), ("bosnia", "herzegovina"), ("akif", "paşa")),
    )
)
#: Last words of names of buildings and roads, before their case endings.
FACILITIES = (
    *("limanı", "limanları", "havalimanı", "havaalanı", "meydanı", "köprüsü", "demiryolu"),
    *("otoyolu", "metrosu", "stadyumu", "camii", "türbesi", "rafinerisi", "santrali", "tersanesi"),
    *("körpüsü", "aeroportu", "məscidi", "türbəsi", "stadionu", "hava limanı"),
    *("әуежайы", "полигоны", "кесенесі", "мешіті", "көпірі"),
)
#: Lines between places: the first word of what they are called, and the beginnings of the second.
LINES = {
    "dəmir": ("yolu",),
    "demir": ("yolu",),
    "boru": ("kəməri", "hattı", "xətti"),
    "neft": ("kəməri",),
    "petrol": ("boru",),
}
