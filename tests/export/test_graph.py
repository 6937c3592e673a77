"""Networks as graph files, read back by networkx."""

from pathlib import Path

import networkx as nx
import pyarrow as pa
import pytest

from kzcorpus.errors import KzcorpusError, UsageError
from kzcorpus.export import write_graph

NODES = pa.table({"id": ["gpe/a", "gpe/b"], "name": ["Ağrı <&>\x1b", "Астана"], "mentions": [3, 2]})
EDGES = pa.table({"source": ["gpe/a"], "target": ["gpe/b"], "together": [2], "pmi": [None]})
READERS = {".gexf": nx.read_gexf, ".graphml": nx.read_graphml}


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_graph_reads_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"net{suffix}"
    write_graph(NODES, EDGES, path)
    graph = READERS[suffix](path)
    assert set(graph.nodes) == {"gpe/a", "gpe/b"}
    assert graph.nodes["gpe/a"]["label"] == "Ağrı <&>"
    assert graph.nodes["gpe/b"]["mentions"] == 2
    assert graph.edges["gpe/a", "gpe/b"]["weight"] == 2
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"net\.xls: a network is written to \.gexf or \.graphml"):
        write_graph(NODES, EDGES, tmp_path / "net.xls")


def test_a_place_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "no").touch()
    with pytest.raises(KzcorpusError, match="cannot be written: File exists"):
        write_graph(NODES, EDGES, tmp_path / "no" / "net.gexf")
