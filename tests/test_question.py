import pytest

from qa.pointers import read_numeral
from qa.question import read_question
from qa.topics import pieces


def pointers(text: str) -> list[list[tuple[str, int]]]:
    return [[(step.unit, step.ordinal) for step in pointer] for pointer in read_question(text).pointers]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十二", 12), ("二五", 25), ("廿三", 23), ("一百零五", 105), ("两", 2), ("十", 10), ("二〇", 20),
        ("12", 12), ("12th", 12), ("twelve", 12), ("twenty-five", 25), ("twenty fifth", 25), ("thirtieth", 30), ("iv", 4), ("甲", None),
    ],
)  # fmt: skip
def test_numerals(numeral: str, value: int | None) -> None:
    assert read_numeral(numeral) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十二条谁牵头", [[("number", 12)]]),
        ("12条 牵头?", [[("number", 12)]]),
        ("第１２條誰牽頭", [[("number", 12)]]),
        ("二五条 一网统管是啥", [[("number", 25)]]),
        ("（十二）归谁管", [[("bracket", 12)]]),
        ("第三部分（十二）第2项谁负责", [[("part", 3), ("bracket", 12), ("item", 2)]]),
        ("第三章第八条", [[("chapter", 3), ("number", 8)]]),
        ("第九条和第十条有什么区别", [[("number", 9)], [("number", 10)]]),
        ("第3、5、8条讲什么", [[("number", 3)], [("number", 5)], [("number", 8)]]),
        ("第3至5条", [[("number", 3)], [("number", 4)], [("number", 5)]]),
        ("最后一条", [[("number", -1)]]),
        ("倒数第二条", [[("number", -2)]]),
        ("附件2讲什么", [[("attachment", 2)]]),
        ("第二十四调主要内容", [[("number", 24)]]),
        ("第十气条谁牵头", [[("number", 17)]]),
        ("第十次调查在哪条", []),
        ("Who leads measure twelve?", [[("number", 12)]]),
        ("the 12th measure", [[("number", 12)]]),
        ("measures 3, 4 and 5", [[("number", 3)], [("number", 4)], [("number", 5)]]),
        ("item 2 of measure 12 in part 3", [[("part", 3), ("number", 12), ("item", 2)]]),
        ("Summarise part IV", [[("part", 4)]]),
        ("一共多少条措施", []),
        ("有25条吗", []),
        ("哪一条", []),
        ("《第三条道路》讲什么", []),
        ("国办发〔2020〕43号谁牵头", []),
        ("行政处罚条例", []),
    ],
)
def test_pointers(text: str, expected: list[list[tuple[str, int]]]) -> None:
    assert pointers(text) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("第十二条谁牵头", "zh"), ("Who leads measure 12?", "en"), ("What does 昌抚 stand for?", "en"),
        ("CIM平台在哪条", "zh"),
        ("", "zh"), ("？？", "zh"), ("What must 省住房城乡建设厅 do?", "en"), ("9+N小场所", "zh"),
        ("MATCH (n) RETURN n", "en"),
    ],
)  # fmt: skip
def test_language(text: str, language: str) -> None:
    assert read_question(text).language == language


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("国办发〔2020〕43号第五条", "国办发〔2020〕43号"), ("国办发[2020]43号", "国办发〔2020〕43号"),
        ("国办发（2020）43号", "国办发〔2020〕43号"), ("国发2018 42号", "国发〔2018〕42号"), ("第43号", None),
    ],
)  # fmt: skip
def test_document_numbers(text: str, number: str | None) -> None:
    assert read_question(text).document_numbers == ((number,) if number else ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("老旧小区改造在哪一条", ("老旧小区改造",)),
        ("哪条同时涉及应急物资储备和公共卫生?", ("应急物资储备", "公共卫生")),
        ("哪几条既涉及社区又提到养老", ("社区", "养老")),
        ("什么是「15分钟公共文化服务圈」", ("15分钟公共文化服务圈",)),
        ("第十条讲什么", ()),
        ("一共多少条措施、分几个部分", ()),
        ("Which measures deal with sewage pipes?", ("sewage pipes",)),
    ],
)
def test_topics(text: str, expected: tuple[str, ...]) -> None:
    assert read_question(text).topics() == expected


def test_slips_and_traditional_characters_read_as_what_was_meant() -> None:
    assert read_question("第23条谁牵投").text == "第23条谁牵头"
    assert read_question("第十二條誰牽頭").text == "第十二条谁牵头"


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("老旧小区改造", "推动城镇老旧小区更新改造", ("老旧小区", "改造")),
        ("应急物资储备", "加强应急医疗物资储备", ("应急", "物资储备")),
        ("物业费标准", "物业服务标准", None),
        ("2030年", "到2035年", None),
        ("CIM平台", "城市信息模型(CIM)平台", ("CIM", "平台")),
    ],
)
def test_pieces(topic: str, text: str, expected: tuple[str, ...] | None) -> None:
    assert pieces(topic, text) == expected


@pytest.mark.parametrize(
    "text", ["", "\x00", "第" * 5000, "﷽" * 300, "'; MATCH (n) DETACH DELETE n", "{{7*7}}", "第条", "()"]
)
def test_anything_can_be_read(text: str) -> None:
    question = read_question(text)
    assert len(question.text) <= 400
    question.topics()


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("邊一條講引入外來投資同貿易", "哪一条讲引入外来投资和贸易"),
        ("垃圾分類由邊個部門負責", "垃圾分类由哪个部门负责"),
        ("有冇提及資助房屋", "有没有提及资助房屋"),
        ("方案係幾時印發", "方案是什么时候印发"),
        ("平急兩用設施同步建設", "平急两用设施同步建设"),
        ("昌九同城化是什么关系", "昌九同城化是什么关系"),
        ("🐢城市体检🐢在哪条😂", "城市体检在哪条"),
        ("<script>alert(1)</script> 第九条说了啥", "第九条说了啥"),
        ("<b>第九条</b>说了啥", "第九条说了啥"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a<b和c>d是什么", "a<b和c>d是什么"),
        ("环卫工人：垃圾要不要分类", "垃圾要不要分类"),
        ("记者问：哪座城市有口岸任务", "哪座城市有口岸任务"),
        ("第十二条：谁牵头", "第十二条:谁牵头"),
        ("公屋申請要排幾耐", "公屋申请要排多久"),
    ],
)
def test_other_scripts_pictures_and_tags_are_read_past(asked: str, read: str) -> None:
    assert read_question(asked).text == read
