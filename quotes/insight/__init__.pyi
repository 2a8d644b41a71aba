from .flow_diagram import FlowLayout, Node, flow_layout, order_nodes
from .speaker_source_counts import (
    MOST_SOURCES,
    MOST_SPEAKERS,
    Pair,
    SpeakersAndSources,
    speakers_and_sources,
)

__all__ = [
    "MOST_SOURCES",
    "MOST_SPEAKERS",
    "FlowLayout",
    "Node",
    "Pair",
    "SpeakersAndSources",
    "flow_layout",
    "order_nodes",
    "speakers_and_sources",
]
