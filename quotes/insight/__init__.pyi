from .speaker_source_flow import (
    FlowLayout,
    Node,
    Pair,
    SpeakersAndSources,
    flow_layout,
    order_nodes,
    speakers_and_sources,
)

__all__ = [
    "FlowLayout",
    "Node",
    "Pair",
    "SpeakersAndSources",
    "flow_layout",
    "order_nodes",
    "speakers_and_sources",
]
