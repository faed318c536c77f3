"""From the province up to the State and down to the city: what the texts state, apart from what was computed."""

from collections.abc import Iterator

import pytest

from graph.errors import NotFound
from graph.load import load_document
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_text
from qa.align import renew
from qa.trace import trace

STATE = """国务院关于加强湿地保护的意见

国发〔2030〕5号

一、总体要求

（一）严守湿地面积。湿地面积不得减少。

二、任务

（二）修复退化湿地。开展退耕还湿，恢复水系连通。
"""
PROVINCE = """江西省人民政府关于加强湿地保护的实施意见

为贯彻落实《国务院关于加强湿地保护的意见》，结合本省实际，提出如下意见。

一、总体要求

（一）严守湿地面积。全省湿地面积不得减少。

二、任务

（二）修复退化湿地。在鄱阳湖区开展退耕还湿，恢复水系连通。参照《渔业条例》执行。
"""
CITY = """九江市人民政府关于加强湿地保护的实施方案

根据《江西省人民政府关于加强湿地保护的实施意见》，制定本方案。

一、要求

（一）严守湿地面积。全市湿地面积不得减少。

二、任务

（二）设立湿地日。每年二月开展宣传。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with open_store(str(tmp_path_factory.mktemp("trace") / "g.kgl"), write=True) as store:
        for identity, text in (("state", STATE), ("province", PROVINCE), ("city", CITY)):
            load_document(store, parse_text(text, identity=identity)[0])
        assert renew(store) == 2
        assert renew(store) == 0
        yield store


def test_up_to_the_state(store: GraphStore) -> None:
    found = trace(store, "city")
    (province,) = found.above
    assert (province.document, province.kind, province.certain) == ("province", "implements", True)
    assert province.span.of(CITY) == "《江西省人民政府关于加强湿地保护的实施意见》"
    assert [(link.document, link.citing) for link in province.links] == [("state", "province")]
    assert found.below == ()


def test_down_to_the_city(store: GraphStore) -> None:
    (province,) = trace(store, "state").below
    assert (province.document, province.citing) == ("province", "province")
    assert [link.document for link in province.links] == ["city"]


def test_what_the_graph_does_not_hold_is_named(store: GraphStore) -> None:
    assert trace(store, "province").unheld == ("渔业条例",)
    assert trace(store, "province", "第一条").unheld == ()


def test_computed_links_go_through_the_levels(store: GraphStore) -> None:
    (provision,) = trace(store, "city", "第一条").provisions
    (above,) = provision.above
    assert (above.document, above.number) == ("province", 1)
    assert [(link.document, link.number) for link in above.links] == [("state", 1)]
    (second,) = trace(store, "city", "二").provisions
    assert second.above == ()


def test_no_such_provision(store: GraphStore) -> None:
    with pytest.raises(NotFound, match="共有2条"):
        trace(store, "city", "第九条")


def test_a_new_version_is_compared_anew(store: GraphStore) -> None:
    load_document(store, parse_text(STATE.replace("不得减少", "只增不减"), identity="state")[0])
    assert renew(store) == 1
    (provision,) = trace(store, "province", "1").provisions
    assert [link.document for link in provision.above] == ["state"]
