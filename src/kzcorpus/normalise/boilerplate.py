"""Lines that a web page or a mail says about itself, known by their words."""

from __future__ import annotations

import re

#: Heads of mails: each field is a line of its own, however short the lines are.
_MAIL_FIELDS = {
    "tr": "Kimden Kime Konu Tarih Gönderen Gönderilen Alıcı Bilgi Gönderme",
    "az": "Kimdən Kimə Mövzu",
    "kk": "Кімнен Кімге Тақырып Күні",
    "ru": "От Кому Тема Дата Копия Отправлено",
    "en": "From To Cc Subject Date Sent Reply-To",
    "ar": "من إلى الموضوع التاريخ",
}
#: Labels that begin a paragraph of an article's head.
_LABELS = {
    "tr": ("Anahtar Kelimeler", "Anahtar Sözcükler", "Özet", "Öz"),
    "az": ("Açar sözlər", "Xülasə"),
    "kk": ("Түйін сөздер", "Кілт сөздер", "Түйінді сөздер", "Аңдатпа", "Түйін"),
    "ru": ("Ключевые слова", "Аннотация"),
    "en": ("Keywords", "Key words", "Key Words", "Abstract", "JEL Codes"),
    "ar": ("الكلمات المفتاحية", "ملخص"),
}
_BEGINS = re.compile(
    r"(?:{})[ ]*[:.–—]".format(
        "|".join(
            re.escape(word)
            for words in (
                *(fields.split() for fields in _MAIL_FIELDS.values()),
                *_LABELS.values(),
            )
            for word in words
        )
    )
)
#: Captions of tables and figures, and where these come from: no headings.
_CAPTIONS = {
    "tr": "Tablo Şekil Grafik Harita Resim Kaynak Foto Fotoğraf",
    "az": "Cədvəl Şəkil Qrafik Xəritə Mənbə",
    "kk": "Кесте Сурет Дереккөз Карта",
    "ru": "Таблица Рисунок Рис График Карта Источник Фото",
    "en": "Table Figure Fig Chart Map Box Source Photo",
    "ar": "الجدول جدول الشكل شكل المصدر",
}
_CAPTION = re.compile(
    r"(?:\[|\d+-)?(?:{})(?:[ ]*[:.]|[ ]+\d)".format(
        "|".join(word for words in _CAPTIONS.values() for word in words.split())
    ),
    re.IGNORECASE,
)
_RIGHTS = (
    "Copyright ",
    "Tüm hakları saklıdır",
    "Her hakkı saklıdır",
    "Bütün hüquqlar qorunur",
    "Барлық құқықтар қорғалған",
    "Барлық құқығы қорғалған",
    "Все права защищены",
    "All rights reserved",
    "جميع الحقوق محفوظة",
)
#: Buttons of web pages; a line of nothing else is one of them.
_BUTTON_WORDS = (
    "Paylaş Tweetle Yazdır Kaydet Beğen Abone Ol E-posta Paylaşın Çap et Bölüşün Бөлісу Басып "
    "шығару Поделиться Печать Распечатать ВКонтакте Одноклассники Share Tweet Print Email Facebook "
    "Twitter WhatsApp Telegram LinkedIn Instagram Pinterest X شارك طباعة"
)
_BUTTONS = frozenset(_BUTTON_WORDS.split())
_LONGEST = 160
_SIGN = re.compile("[|>»›©]")
#: "Ana Sayfa | Haberler | Analiz", "Anasayfa > Haberler > Dünya"; a table begins with a bar.
_NAVIGATION = re.compile(
    r"[^|>»›]{2,30}(?:[ ]+([|>»›])[ ]+[^|>»›]{2,60})(?:[ ]+\1[ ]+[^|>»›]{2,60})+"
)

#: "1 2 3 … Sonraki »"
_PAGES = re.compile(
    r"(?:[«‹<][ ]*)?(?:\w+[ ]+)?(?:\d+[ ]+){2,}(?:(?:…|\.\.\.)[ ]+(?:\d+[ ]+)?)?"
    r"(?:Sonraki|Son|Növbəti|Келесі|Далее|Следующая|Next|Last|التالي|[»›>])[ »›>]*"
)


def begins_field(text: str) -> bool:
    """Whether a line begins with the name of a field: "Konu: …", "Anahtar Kelimeler: …"."""
    return _BEGINS.match(text) is not None


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a table or figure, or names its source."""
    return _CAPTION.match(text) is not None


def is_navigation(text: str) -> bool:
    """Whether a line belongs to the frame of a web page: a menu, buttons, the rights.

    >>> is_navigation("Ana Sayfa | Haberler | Analiz"), is_navigation("© 2022 Örnek Gazetesi.")
    (True, True)
    >>> is_navigation("Türkiye | Kazakistan"), is_navigation("Paylaş butonuna basın.")
    (False, False)
    """
    if len(text) > _LONGEST:
        return False
    if _SIGN.search(text):
        if "©" in text or _PAGES.fullmatch(text):
            return True
        if text[-1] not in ".!?" and _NAVIGATION.fullmatch(text):
            return True
    if text[0].islower():
        return False
    if text.startswith(_RIGHTS) or (text[0].isdigit() and _PAGES.fullmatch(text)):
        return True
    if text.partition(" ")[0] not in _BUTTONS:
        return False
    words = text.split()
    return len(words) > 1 and all(word.strip("|·•,") in _BUTTONS or word in "|·•" for word in words)
