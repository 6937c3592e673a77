"""Where inputs begin: small files of our own in every format, and words that formats care about."""

from __future__ import annotations

import gzip
import json

from tests.conftest import BASKENT, ENERJI, SHEET
from tests.ingest.samples import docx, paragraph, pdf

_HTML = """<!DOCTYPE html><html lang="tr"><head><meta charset="utf-8"><title>Başkent</title>
<meta name="author" content="Proje"><meta property="article:published_time" content="2024-05-01">
</head><body><nav>menü</nav><article><h1>Astana</h1><p>Kazakistan’ın başkenti <b>Astana</b>,
İşim<sup>1</sup> kıyısında.<br>Bir kent.</p><ul><li>bir<ol><li>iki</li></ol></li></ul>
<blockquote>bozkır</blockquote><table><tr><td>a</td><th>b</th></tr></table></article></body></html>
"""
_ROWS = [
    {"id": "a", "text": "Astana büyük.", "title": "Başlık", "date": "2024-05", "lang": "tr"},
    {"id": 2, "text": "Алматы\nтоже", "author": ["Ayşe", "Nurlan"]},
    {"id": "alt/üç", "text": "", "note": None},
]
_CSV = 'id,text,title,date\na,"Astana, büyük",Baş,2024\nb,"iki\nsatır ""alıntı""",,1 Mayıs 2024\n'
_STYLES = (
    '<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Q"><w:name w:val="Quote"/><w:basedOn w:val="H"/></w:style>'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_FOOTNOTES = '<w:footnote w:id="2"><w:p><w:r><w:t>Not.</w:t></w:r></w:p></w:footnote>'
_BODY = (
    paragraph("Astana", style="H")
    + paragraph("Kent", '<w:r><w:footnoteReference w:id="2"/></w:r>', "dır.")
    + paragraph("bir", numbered="1:0")
    + "<w:tbl><w:tr><w:tc>"
    + paragraph("göze", style="Q")
    + "</w:tc></w:tr></w:tbl>"
)
#: Parts of a Word file as `targets.word_file` puts them together.
DOCX_PARTS = b"\0".join(part.encode() for part in (_BODY, _STYLES, _NUMBERING, _FOOTNOTES))
_CONLLU = """\
# newdoc id = tr/a
# newpar id = tr/a-b1
# block_kind = paragraph
# sent_id = tr/a-s1
# text = Başkentteki ev.
# lang = tr
# annotator = fake-1
1-2\tBaşkentteki\t_\t_\t_\t_\t_\t_\t_\tTokenRange=0:11|RawRange=0:11
1\tbaşkentte\tbaşkentte\tX\t_\tCase=Loc\t_\t_\t_\t_
2\tki\tki\tX\t_\t_\t_\t_\t_\t_
3\tev\tev\tX\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=12:14|RawRange=12:14|NER=S-LOC
4\t.\t.\tX\t_\t_\t_\t_\t_\tTokenRange=14:15|RawRange=14:15|OrigXpos=a\\u{7c}b

"""
_PIPELINE = """\
[ingest]
suffixes = [".txt", ".md"]
max_bytes = 1_000
encodings = ["cp1254"]
[language]
candidates = ["tr", "other"]
[duplicates]
enabled = true
threshold = 0.5
[annotate]
routes = { tr = "stanza:tr-kz", "*" = "spacy" }
batch_chars = 10
[entities]
gazetteer = "a.csv"
[models]
dir = ""
"""
_GAZETTEER = """\
id,type,en,tr,aliases,context,relations,prominent,qid,qid_source,lat,lon
gpe/astana,GPE,Astana,Astana,Akmola|?Tselinograd,capital,capital_of:gpe/kz:1997-,yes,,,51.1,71.4
person/a-b,PERSON,Ali /Bek/,Ali Bek,,,citizen_of:gpe/kz,,Q1,sheet,,
"""
_GAZETTEER_TOML = """\
[[entity]]
id = "gpe/kz"
type = "GPE"
en = ["Kazakhstan", "?Kazakh Republic"]
prominent = true
lat = 48
[[entity]]
id = "org/x"
type = "ORG"
ru = "Казахстанская организация"
"""

#: Target to inputs.
SEEDS: dict[str, tuple[bytes, ...]] = {
    "txt": (
        BASKENT.encode(),
        BASKENT.encode("utf-16"),
        BASKENT.replace("’", "'").encode("iso-8859-9"),
        "Астана стоит на реке Ишим.".encode("cp1251"),
        b"",
    ),
    "md": (
        ENERJI.encode(),
        b"---\nauthor: [Ali, Veli]\ndate: 1 May 2024\ntitle: a: b\n---\n* x\n",
        "---\r\n? !!binary x\r\n: &a [*a]\r\n---\r\nö".encode(),
    ),
    "html": (_HTML.encode(), _HTML.replace("utf-8", "windows-1254").encode("cp1254"), b"<p>a"),
    "pdf": (
        pdf(["Kazakistan’ın başkenti", "Astana"], ["ikinci sayfa"]),
        pdf(["Astana"], encrypted=True),
    ),
    "docx": (docx(_BODY, styles=_STYLES, numbering=_NUMBERING, footnotes=_FOOTNOTES),),
    "docx-parts": (DOCX_PARTS, paragraph("x").encode() + b"\0\0\0"),
    "jsonl": (
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _ROWS).encode(),
        "".join(json.dumps(row) + "\r\n" for row in _ROWS).encode("utf-16"),
    ),
    "csv": (_CSV.encode(), _CSV.replace(",", ";").encode("iso-8859-9"), b"\xef\xbb\xbfid\ttext\n"),
    "gz": (gzip.compress(BASKENT.encode(), mtime=0), gzip.compress(b"", mtime=0) * 2),
    "gz-rows": (gzip.compress(_CSV.encode(), mtime=0),),
    "normalise": (
        BASKENT.encode(),
        "1. Giriş\nUlus-\nlararası bir\nkenttir.1\n\n1  Not, s. 3.\n\f\nRapor | 2\n".encode(),
        "[^a] x\n\n[^a]: Not\n\nKAYNAKÇA\n[1] Kitap. http://a.kz/\nb\n> alıntı\n# B\n".encode(),
    ),
    "sheet": (SHEET.encode(), b'doc_id,note,date\r\n"a",,"2024"\r\n', "\ufeffdoc_id\nx\n".encode()),
    "pipeline": (_PIPELINE.encode(),),
    "gazetteer": (_GAZETTEER.encode(),),
    "gazetteer-toml": (_GAZETTEER_TOML.encode(),),
    "pattern": (
        '[lemma="dış"]? politika'.encode(),
        '([lemma="güç"] | [form="a.*"%c]) []{0,5} [upos!="X" & !(type="GPE"|ner="O")]+'.encode(),
        b'[entity="gpe/kazakhstan"] []* "b\\"c"{2,3}',
    ),
    "kwic": ('[form="bü.*"]{1,2} [] [type="GPE"]'.encode(), "Astana büyük".encode()),
    "sql": (
        b"select form, count(*) from tokens group by all order by 2 desc",
        b"with t as (from words) select * from t join tokens using (doc_id) where form like 'a%'",
        b"select * from read_text('secret.txt')",
        b"copy tokens to 'out.csv'; attach 'x.db'; pragma version; set threads = 1; load httpfs",
        b"from 'secret.txt'",
    ),
    "conllu": (_CONLLU.encode(),),
    "conllu-training": (_CONLLU.encode(),),
    "manifest": (),
    "parquet": (),
}

#: What mutations like to put in: marks of the formats, and characters that have caused trouble.
WORDS: dict[str, tuple[str, ...]] = {
    "": (
        *("\0", "\ufeff", "\u2028", "\x85", "\u0301", "İ", "ı", "’", "\U0001f600", "\ud800", "\f"),
        *("\r", "\n", "\t", '"', "'", "../", "/", "\\", "-1", "99999999999", "1e999", "NaN"),
    ),
    "md": ("---\n", "...\n", "title: ", "date: ", "- ", "&a ", "*a", "!!python/x ", "{", "["),
    "html": (
        *("<p>", "</p>", "<div>", "<table>", "<tr>", "<td>", "<li>", "<ol>", "<sup>", "<br>"),
        *("<!--", "-->", "<![CDATA[", "<?xml?>", "<script>", "<svg>", "<template>", "<head>"),
        *("<meta charset=", "utf-16", "utf-7", "idna", "&#0;", "&#xd800;", "&nbsp;", "<h1>"),
        *('<meta property="article:published_time" content="', "<article>", "<title>", "<time>"),
    ),
    "pdf": (
        *("/Type/Page", "/Kids[", "/Count ", "obj\n", "endobj\n", "stream\n", "endstream", "%%EOF"),
        *("xref\n", "trailer", "<<", ">>", "1 0 R", "2 0 R", "/Length ", "/Filter/FlateDecode"),
    ),
    "docx-parts": (
        *("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "<w:tr>", "<w:tc>"),
        *("<w:pPr>", '<w:pStyle w:val="H"/>', '<w:numId w:val="1"/>', '<w:ilvl w:val="9"/>'),
        *("<w:footnoteReference", 'w:id="2"', "<w:txbxContent>", "<w:basedOn", "<!DOCTYPE a>"),
        *('w:val="%1.%2.%9"', 'w:val="roman"', 'w:val="-1"', 'w:val="99999999999999999999"'),
    ),
    "jsonl": ('"id":', '"text":', '"date":', "{", "}", "[", "]", "null", "true", "\\ud800", ","),
    "csv": ("id", "text", ",", ";", '""', '"', "\r\n"),
    "sheet": ("doc_id", "date", "lang", "title", ",", '"', "\r\n", "2024-13-45"),
    "pipeline": ("[ingest]", "[annotate.routes]", " = ", "[[", "]]", '"""', "inf", "nan", "1.5"),
    "pattern": ("[", "]", '[lemma="', '"]', "{2,", "}", "(", ")", "|", "&", "!", "*", "+", "?"),
    "sql": (
        *("select ", "from ", "tokens", "'secret.txt'", "read_text(", "copy ", "attach ", "--"),
        *("pragma ", "set ", "call ", "install ", "glob('*')", "getenv('HOME')", ";", "/*", "$1"),
        *("duckdb_settings()", "query('", "query_table(", "read_blob(", "sniff_csv("),
    ),
    "conllu": ("# sent_id = ", "\t_", "\n\n", "1-", "TokenRange=", "|", "\\u{", "}", "Orig"),
}
for _same, _as in (
    *(("docx", "docx-parts"), ("gz-rows", "csv"), ("kwic", "pattern"), ("gazetteer", "csv")),
    *(("gazetteer-toml", "pipeline"), ("conllu-training", "conllu"), ("normalise", "md")),
):
    WORDS[_same] = WORDS[_as]


def words(target: str) -> list[bytes]:
    """The words of a target; half a character is one too."""
    found = (*WORDS[""], *WORDS.get(target, ()))
    return [word.encode("utf-8", "surrogatepass") for word in found]
