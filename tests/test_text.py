"""Words, folded, with offsets that point into the text as stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text import count_words, fold, squeeze, words

