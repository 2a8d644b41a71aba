"""A parse as plain words says of each word what spaCy's token says."""

import pytest

from quotes.parsing import load_model, read_tokens

TEXTS = (
    'Ada Quill, 58, who couldn\'t sail, told the Ellin Courier on Monday: "This works."',
    '"This works," she said. Two of the twelve ferries -- the O\'Quill and the Tern -- were 30% late.',
    "What (if anything) did the well-known  skipper’s sister   say about it?\tNothing, said Rook.",
    "ferry",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_the_tokens(text):
    doc = load_model()(text)
    found = read_tokens(doc, doc.text)
    assert [word.text for word in found] == [token.text for token in doc]
    for word, token in zip(found, doc, strict=True):
        assert (word.i, word.start, word.end) == (token.i, token.idx, token.idx + len(token))
        assert (word.lower, word.tag, word.dep) == (token.lower_, token.tag_, token.dep_)
        assert (word.is_alpha, word.is_title, word.is_number) == (
            token.is_alpha,
            token.is_title,
            token.like_num,
        )
        assert (word.spaced, word.opens) == (bool(token.whitespace_), token.is_sent_start)
        assert word.head is found[token.head.i]
        assert (word.sentence.start, word.sentence.end) == (token.sent.start, token.sent.end)


@pytest.mark.parametrize("text", TEXTS)
def test_the_tree_is_walked_as_spacy_walks_it(text):
    doc = load_model()(text)
    for word, token in zip(read_tokens(doc, doc.text), doc, strict=True):
        assert [child.i for child in word.children] == [child.i for child in token.children]
        assert [below.i for below in word.subtree] == [below.i for below in token.subtree]
        assert [above.i for above in word.ancestors] == [above.i for above in token.ancestors]
        assert word.left_edge.i == token.left_edge.i
        assert word.beside(-word.i) is word.words[0]
