"""The picture of the graph: bounded, around what was chosen, the same again, and true to the graph."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small import small_document

from graph.load import load_document
from graph.model import Role
from graph.store import GraphStore, open_store
from qa.network import NODE_KINDS, Edge, Network, Node, NodeKind, network_around, network_of
from qa.picture import HEIGHT, LAYOUTS, LIMIT, LINES, WIDTH, Layout, Picture, draw, usual_kinds


@pytest.fixture(scope="module")
def shipped_network(shipped_store: GraphStore) -> Network:
    return network_of(shipped_store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(str(tmp_path / "graph.kgl"), write=True) as opened:
        for number in range(1, 4):
            load_document(opened, small_document(f"测发-2031-{number}"))
        yield opened


def names(picture: Picture) -> set[str]:
    return {each.node.name for each in picture.placed}


def node(network: Network, name: str) -> str:
    return next(key for key, each in network.nodes.items() if each.name.startswith(name))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_never_more_than_the_bound_and_the_same_again(shipped_network: Network, layout: Layout) -> None:
    picture = draw(shipped_network, layout=layout)
    assert len(picture.placed) == LIMIT
    assert picture.left_out == len(shipped_network.nodes) - LIMIT
    assert all(0 <= each.x <= WIDTH and 0 <= each.y <= HEIGHT for each in picture.placed)
    assert len({(each.x, each.y) for each in picture.placed}) == LIMIT, "no two on one place"
    assert draw(shipped_network, layout=layout) == picture


def test_what_says_less_is_left_out_first(shipped_network: Network) -> None:
    kinds = [each.node.kind for each in draw(shipped_network, limit=60).placed]
    assert kinds.count("measure") == 25
    assert kinds.count("place") > kinds.count("programme")
    assert kinds.count("programme") < sum(each.kind == "programme" for each in shipped_network.nodes.values())


def test_edges_join_only_what_is_shown(shipped_network: Network) -> None:
    picture = draw(shipped_network, limit=40)
    shown = {each.node.id for each in picture.placed}
    assert all({edge.source, edge.target} <= shown for edge in picture.edges)
    assert {edge.kind for edge in picture.edges} >= {"holds"}


def test_a_measure_and_what_is_around_it(shipped_network: Network) -> None:
    focus = node(shipped_network, "第二十三条")
    picture = draw(shipped_network, focus=focus)
    assert picture.placed[0].node.id == focus
    assert {"党委或政府主要负责同志", "住房城乡建设(城市管理)部门", "第八部分 提高城市治理水平"} <= names(picture)
    answers = [edge for edge in picture.edges if edge.kind == "answers"]
    assert {(edge.role, edge.basis) for edge in answers if edge.source == focus} == {
        ("lead", "explicit"), ("host", "explicit"),
    }  # fmt: skip
    assert [each.kind for _, each in shipped_network.around(focus)][:1] == ["part"]


@pytest.mark.parametrize("hidden", ["part", "measure", "document"])
def test_what_a_hidden_provision_holds_belongs_to_what_is_around_it(shipped_network: Network, hidden: NodeKind) -> None:
    kinds = [kind for kind in NODE_KINDS if kind != hidden]
    picture = draw(shipped_network, kinds=kinds, limit=500)
    assert hidden not in {each.node.kind for each in picture.placed}
    joined = {key for edge in picture.edges for key in (edge.source, edge.target)}
    place = node(shipped_network, "南昌")
    assert place in joined


def test_what_was_chosen_is_shown_whatever_its_kind(shipped_network: Network) -> None:
    focus = node(shipped_network, "“赣字号”")
    picture = draw(shipped_network, kinds=["measure", "part"], focus=focus)
    assert picture.focus == focus
    assert "第十二条 提升公共服务优质均衡水平" in names(picture)


def test_several_documents_share_their_departments_and_places(store: GraphStore) -> None:
    network = network_of(store)
    assert len(network.documents) == network.total == 3
    assert usual_kinds(network) == ("document", "department", "place")
    picture = draw(network, kinds=usual_kinds(network))
    shared = next(each for each in picture.placed if each.node.name == "省发展改革委")
    assert shared.edges == 3
    around = network_around(store, shared.node.id)
    assert len(around.documents) == 3
    assert shared.node.id in around.nodes


_ROLES: tuple[Role, Role] = ("lead", "participant")


def test_too_many_lines_are_not_drawn_and_counted() -> None:
    measures = [
        Node(id=f"m{n}", kind="measure", label="", name="", document="d", path=(), quote=None, order=n)
        for n in range(40)
    ]
    bodies = [
        Node(id=f"b{n}", kind="department", label="", name="", document=None, path=(), quote=None, order=n)
        for n in range(10)
    ]
    edges = [
        Edge(source=measure.id, target=body.id, kind="answers", role=_ROLES[body is not bodies[0]], basis="explicit")
        for measure in measures
        for body in bodies
    ]  # fmt: skip
    nodes = {node.id: node for node in [*measures, *bodies]}
    picture = draw(Network(documents=(), total=0, nodes=nodes, edges=tuple(edges)))
    assert (len(picture.edges), picture.lines_left_out) == (LINES, 400 - LINES)
    assert sum(edge.role == "lead" for edge in picture.edges) == 40


def test_documents_that_share_nothing_stand_side_by_side(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "apart.kgl"), write=True) as opened:
        for number in (1, 2):
            bare = small_document(f"测发-2031-{number}", responsibilities=(), places=(), place_roles=(), programmes=())
            load_document(opened, bare)
        picture = draw(network_of(opened))
    for number in (1, 2):
        own = [each for each in picture.placed if each.node.id.startswith(f"测发-2031-{number}")]
        assert max(each.x for each in own) - min(each.x for each in own) > WIDTH / 8
        assert max(each.y for each in own) - min(each.y for each in own) > HEIGHT / 8


def test_labels_have_one_width_in_either_language(shipped_store: GraphStore) -> None:
    english = network_of(shipped_store, language="en")
    measure = english.nodes[node(english, "measure 12")]
    assert measure.label == "measure 12 提升公共服…"
    assert measure.name == "measure 12 提升公共服务优质均衡水平"


def test_an_unknown_focus_shows_the_whole(store: GraphStore) -> None:
    network = network_of(store, "测发-2031-1")
    assert draw(network, focus="nothing") == draw(network)


def test_an_empty_graph_has_an_empty_picture(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "none.kgl")) as opened:
        assert draw(network_of(opened)) == Picture(placed=(), edges=(), focus=None, left_out=0, lines_left_out=0)
