import pytest

from qa.grounding import ground
from qa.question import read_question

TEXT = """加强停车位、充电桩等便民设施建设。支持民营企业参与城市更新。推进老旧小区更新改造。重要情况向上级请示报告。
以提高质量为主线。改造供水基础设施。推进节水型城市建设。发展嵌入式养老服务。长江经济带建设。大力实施医疗卫生强基工程。"""


@pytest.mark.parametrize(
    ("question", "present", "missing"),
    [
        ("停车难怎么解决，文件提了吗", ["停车位"], []),
        ("民营企业能参与城市更新吗？", ["民营企业", "参与城市更新"], []),
        ("重要情况要向谁请示报告", ["重要情况", "请示报告"], []),
        ("要以什么为主线", ["为主线"], []),
        ("老旧小区改造谁来推进", ["老旧小区改造"], []),
        ("有没有提到低空经济", [], ["低空经济"]),
        ("物业费标准是多少", [], ["物业费"]),
        ("养犬管理有没有要求", [], ["养犬"]),
        ("老人看病有什么安排", ["养老", "医疗卫生"], []),
        ("我是新来的，想了解停车位这一块，文件里有哪些说法", ["停车位"], []),
        ("这项工作谁牵头", [], []),
    ],
)
def test_topics_are_what_the_text_has_or_whole_words_that_it_lacks(
    question: str, present: list[str], missing: list[str]
) -> None:
    read = read_question(question)
    grounded = ground(read.text, read.topics([r"谁牵头|谁来"]), TEXT)
    assert (list(grounded.present), list(grounded.missing)) == (present, missing)


def test_no_half_word_of_the_question_is_told_as_missing() -> None:
    for question in ["共享单车怎么停放", "彩票发行有什么规定", "个人所得税怎么减免", "房价调控怎么看"]:
        read = read_question(question)
        for word in ground(read.text, read.topics(), TEXT).missing:
            assert word in question
            assert len(word) > 1
