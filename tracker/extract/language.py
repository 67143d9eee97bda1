"""The language of a text: by its script where that decides, by its letters, with what the page declares as a prior."""

import re
from functools import lru_cache
from typing import Any

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


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """Loaded at first use: it takes more than a second and 100 MB."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
