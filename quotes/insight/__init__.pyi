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
from .tag_counts import counts_by_tag, speakers_by_tag

__all__ = [
    "MOST_CHANNELS",
    "MOST_SPEAKERS",
    "FlowLayout",
    "Node",
    "Pair",
    "SpeakerPairs",
    "counts_by_tag",
    "flow_layout",
    "order_nodes",
    "outlet_totals",
    "speaker_pairs",
    "speakers_by_outlet",
    "speakers_by_tag",
]
