"""The language of a text: by its script where that decides, by its letters, with what the page declares as a prior."""

import re
from functools import cache, lru_cache
from typing import Any

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

#: Enough for certainty in measurement; more only costs time.
_SAMPLE = 300
#: Below this many letters a page's own word counts more than a guess.
_FEW = 40
_SURE = 0.95
#: Scripts of (nearly) one language.
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja", 0.05),
    (re.compile("[\uac00-\ud7af]"), "ko", 0.3),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), "el", 0.5),
    (re.compile("[\u0590-\u05ff]"), "he", 0.5),
    (re.compile("[\u0e00-\u0e7f]"), "th", 0.5),
    (re.compile("[\u10a0-\u10ff]"), "ka", 0.5),
    (re.compile("[\u0530-\u058f]"), "hy", 0.5),
    (re.compile("[\u0b80-\u0bff]"), "ta", 0.5),
    (re.compile("[\u0c00-\u0c7f]"), "te", 0.5),
    (re.compile("[\u0c80-\u0cff]"), "kn", 0.5),
    (re.compile("[\u0d00-\u0d7f]"), "ml", 0.5),
    (re.compile("[\u0980-\u09ff]"), "bn", 0.5),
    (re.compile("[\u0a80-\u0aff]"), "gu", 0.5),
    (re.compile("[\u0a00-\u0a7f]"), "pa", 0.5),
    (re.compile("[\u0d80-\u0dff]"), "si", 0.5),
    (re.compile("[\u0e80-\u0eff]"), "lo", 0.5),
    (re.compile("[\u1000-\u109f]"), "my", 0.5),
    (re.compile("[\u1780-\u17ff]"), "km", 0.5),
    (re.compile("[\u1200-\u137f]"), "am", 0.5),
    (re.compile("[\u3400-\u9fff]"), "zh", 0.5),
)
_CODE = re.compile(r"^\s*([a-zA-Z]{2})(?:$|[-_\s,;])")
#: Old and national codes for the languages of ISO 639-1 that pages declare.
_ALIASES = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "mo": "ro",
    "cn": "zh",
    "jp": "ja",
    "kr": "ko",
    "ua": "uk",
    "cz": "cs",
    "gr": "el",
    "dk": "da",
    "nb": "no",
    "nn": "no",
}
#: Neighbours that letters hardly tell apart: here the page's own word decides.
_NEIGHBOURS = (
    frozenset({"hr", "sr", "bs"}),
    frozenset({"id", "ms"}),
    frozenset({"no", "da"}),
    frozenset({"cs", "sk"}),
    frozenset({"gl", "pt", "es"}),
    frozenset({"bg", "mk"}),
    frozenset({"hi", "mr", "ne"}),
    frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky"}),
)


#: Small words of which texts are full, and texts of other languages are not. Where a page names its language and its
#: first lines hold enough of these, nothing remains to be asked; a model of letters costs forty times as much.
_SMALL_WORDS = {
    "en": "the and of that with from has have this his her its their after which been said about would was were for",
    "de": "und der das nicht ist mit auf für von ein eine sich dem des zu auch bei nach wird sind aus wie im einer",
    "fr": "les des une dans pour qui sur est avec pas par ont été aux cette sont au du et mais ses comme leur",
    "es": "el los las por con más sus fue pero hasta desde año también según tras dos muy quien sin",
    "pt": "em um uma os não com mais ao foi pela pelo são das dos após mas já também é do da no na às pelos nos",
    "it": "il di che della non sono nel più delle dei alla gli anche come nella è dopo dal degli ha",
    "nl": "een het van met op voor aan zijn heeft bij niet uit maar door ook naar dat wordt werd zich geen",
    "ro": "în cu pentru pe care și şi să că din după fost sunt iar mai această dintre",
    "sv": "att och för är inte från till efter enligt ska mellan eller vid också mycket där något hade säger",
    "no": "av etter ble seg nå mellom uten mye mot hva noen gikk sier hadde vært å opp frem hvor",
    "da": "af efter blev hvor ifølge mellem uden meget mod hvad nogle siger havde været op lige sig",
    "id": "yang dalam ini untuk pada dengan akan dari itu tidak ke juga oleh sudah tersebut menjadi",
    "bg": "е се че са който след във към през това които като той която което си бъде",
    "ar": "في من على أن عن إلى التي الذي مع بعد هذا هذه كان قال وقد خلال أنه",
    "fa": "در از با را که این برای است شد شده بر خود کرد کرده آن می های",
}
#: Letters that show a language, and letters of its neighbours that it never has.
_LETTERS = {
    "ru": (re.compile("[ыэ]"), re.compile("[іїєґўјљњћђџѓќѕқңәөүұһӣӯҷҳғӯң]")),
    "uk": (re.compile("[іїє]"), re.compile("[ыэъёўјљњћђџѓќѕқңәөүұһ]")),
    "cs": (re.compile("[ěřů]"), re.compile("[ľĺŕäłąę]")),
    "tr": (re.compile("[ığş]"), re.compile("[əñäțăžõ]")),
    "hu": (re.compile("[őű]"), re.compile("[ăřěłõ]")),
    "pl": (re.compile("[łąęś]"), re.compile("[ėįųšžřě]")),
    "vi": (re.compile("[ơưđạảấầẩậắằặẹẻếềểễệịọỏốồổộớờợụủứừửữự]"), re.compile("[łřșț]")),
}
_ENOUGH = 4  # different words, or letters, in a sample


def find_language(title: str, text: str, declared: str | None) -> str | None:
    """ISO 639-1 code of the text's language; None where neither letters nor page say."""
    sample = f"{title} {text[: 2 * _SAMPLE]}"[:_SAMPLE]
    said = declared_code(declared)
    letters = sum(c.isalpha() for c in sample)
    if not letters:
        return said
    # Without any letter beyond ASCII no such script is there; asked first, for it is the most frequent case.
    if not sample.isascii():
        for script, language, share in _SCRIPTS:
            if len(script.findall(sample)) > share * letters:
                return language
    if said is not None and _shows(sample.lower(), said):
        return said
    guess, sure = _identifier().classify(sample)
    guess = _ALIASES.get(guess, guess)
    if said is None or said == guess:
        return guess if letters >= 8 else said
    close = any(guess in group and said in group for group in _NEIGHBOURS)
    return said if letters < _FEW or sure < _SURE or (close and sure < 0.9999) else guess


def declared_code(declared: str | None) -> str | None:
    """`pt-BR`, `pt_BR`, `PT` -> `pt`; None for anything else."""
    code = _CODE.match(declared or "")
    return _ALIASES.get(code.group(1).lower(), code.group(1).lower()) if code else None


def _shows(sample: str, language: str) -> bool:
    """Whether a text holds what only texts of a language hold."""
    if language in _LETTERS:
        own, others = _LETTERS[language]
        return len(own.findall(sample)) >= _ENOUGH and others.search(sample) is None
    return language in _SMALL_WORDS and len(_small_words(language).intersection(sample.split())) >= _ENOUGH


@cache
def _small_words(language: str) -> frozenset[str]:
    return frozenset(_SMALL_WORDS[language].split())


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """Loaded at first use: it takes more than a second and 100 MB."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    # One row a feature, as rows are asked for: columns side by side cost seven times as much, nearly all of it waiting
    # for memory. The table of all languages is let go.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc, np.float32)
    identifier._full_model = identifier.nb_ptc, identifier.nb_pc, identifier.nb_classes
    return identifier
