from .about_counts import about_pairs
from .collocations import Collocate, collocates
from .concordance import (
    MOST_TEXTS,
    MOST_USES,
    Concordance,
    ContextLine,
    context_frame,
    context_lines,
    words_in_context,
)
from .flow_diagram import FlowLayout, Node, flow_layout, order_nodes
from .pair_counts import (
    MOST_CHANNELS,
    MOST_SPEAKERS,
    Pair,
    SpeakerPairs,
    outlet_totals,
    speaker_pairs,
    speakers_by_outlet,
)
from .peculiar_terms import (
    MOST_TOPICS,
    SharedTopic,
    Topic,
    TopicComparison,
    compare_topics,
    topics,
    topics_frame,
)
from .spikes import Spike, filter_spike, speaker_spikes
from .tag_counts import counts_by_tag, speakers_by_tag

__all__ = [
    "MOST_CHANNELS",
    "MOST_SPEAKERS",
    "MOST_TEXTS",
    "MOST_TOPICS",
    "MOST_USES",
    "Collocate",
    "Concordance",
    "ContextLine",
    "FlowLayout",
    "Node",
    "Pair",
    "SharedTopic",
    "SpeakerPairs",
    "Spike",
    "Topic",
    "TopicComparison",
    "about_pairs",
    "collocates",
    "compare_topics",
    "context_frame",
    "context_lines",
    "counts_by_tag",
    "filter_spike",
    "flow_layout",
    "order_nodes",
    "outlet_totals",
    "speaker_pairs",
    "speaker_spikes",
    "speakers_by_outlet",
    "speakers_by_tag",
    "topics",
    "topics_frame",
    "words_in_context",
]
