"""A network of entities for Gephi, Cytoscape and their like, by networkx."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from kzcorpus.errors import UsageError
from kzcorpus.export.targets import write_file
from kzcorpus.export.xmltext import xml_text

#: What a graph file may be called.
SUFFIXES = (".gexf", ".graphml")


def write_graph(nodes: pa.Table, edges: pa.Table, path: Path) -> None:
    """Write a network as GEXF or GraphML, by the end of the file's name.

    Args:
        nodes: columns id and name, and any others, which become attributes.
        edges: columns source and target, and any others; `together` becomes the weight.

    Raises:
        UsageError: another ending.
        KzcorpusError: the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f"{path}: a network is written to {' or '.join(SUFFIXES)}")
    import networkx as nx

    graph = nx.Graph()
    for row in nodes.to_pylist():
        graph.add_node(row.pop("id"), label=xml_text(row["name"]), **_plain(row))
    for row in edges.to_pylist():
        source, target = row.pop("source"), row.pop("target")
        graph.add_edge(source, target, weight=row.get("together", 1), **_plain(row))
    with write_file(path) as temporary:
        write = nx.write_gexf if suffix == ".gexf" else nx.write_graphml
        write(graph, temporary)


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Attributes that XML can hold; what is null is left out."""
    plain = {name: xml_text(v) if isinstance(v, str) else v for name, v in row.items()}
    return {name: value for name, value in plain.items() if value is not None}
