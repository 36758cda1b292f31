"""A reviewer's day, by keyboard: ten findings, a correction, a step back, a missed item, a second pair of eyes, an evidence file, a search."""

import os
from collections import Counter
from pathlib import Path

from playwright.sync_api import Page, expect

from outputs import Selection
from outputs.reviewing import PolicyMode, ReviewPolicy
from schema import Finding, ReviewState
from tests.browser.conftest import Desk, Open

EVERY = Selection(states=frozenset(ReviewState))
PICTURES = os.environ.get("YIGUAN_SCREENSHOTS")
"""Where the pictures of the README are put; unset: none are made."""


def picture(page: Page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png")


def current(page: Page) -> str:
    return page.get_by_test_id("item").get_attribute("data-id") or ""


def begin(page: Page, desk: Desk) -> None:
    """From the start page into the first finding, by keyboard."""
    page.goto(f"{desk.url}/review")
    start = page.get_by_role("link", name="从第一条开始审")
    start.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("item")).to_be_visible()
    page.wait_for_load_state("networkidle")


def decide(page: Page, *keys: str) -> str:
    """Press the keys and wait until it is said that the decision is saved and the next finding stands there."""
    before = current(page)
    for key in keys:
        page.keyboard.press(key)
    expect(page.get_by_test_id("item")).not_to_have_attribute("data-id", before)
    expect(page.get_by_test_id("saved").first).to_contain_text("已保存")
    return before


def of(desk: Desk, suffix: str, number: int = 0) -> Finding:
    return [one for one in desk.store.findings(EVERY) if one.document.name.endswith(suffix)][number]


def test_ten_findings_are_reviewed_by_keyboard_alone(desk: Desk, open_as: Open) -> None:
    page = open_as("limin")
    begin(page, desk)
    decided = {decide(page, "Enter"): ReviewState.CONFIRMED for _ in range(6)}
    decided |= {decide(page, "x", "1"): ReviewState.REJECTED for _ in range(2)}
    doubtful = current(page)
    page.keyboard.press("u")
    page.keyboard.type("须核对原件")
    decided[decide(page, "Enter")] = ReviewState.UNSURE
    last = current(page)
    page.keyboard.press("j")
    expect(page.get_by_test_id("item")).not_to_have_attribute("data-id", last)
    page.keyboard.press("k")
    expect(page.get_by_test_id("item")).to_have_attribute("data-id", last)
    decided[decide(page, "Enter")] = ReviewState.CONFIRMED
    assert len(decided) == 10
    for finding_id, state in decided.items():
        kept = desk.store.decisions(finding_id)
        assert [(one.state, one.by) for one in kept] == [(state, "limin")], finding_id
    assert desk.store.decisions(doubtful)[0].note == "须核对原件"
    assert (
        sum(desk.store.summary().findings[state] for state in (ReviewState.CONFIRMED, ReviewState.REJECTED, ReviewState.UNSURE))
        == 10
    )


def test_looking_decides_nothing(desk: Desk, open_as: Open) -> None:
    page = open_as("limin")
    begin(page, desk)
    for key in ("j", "j", "k", "p", "Escape", "w", "s", "?", "Escape"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    page.reload()
    assert desk.store.summary().findings[ReviewState.PENDING] == sum(desk.store.summary().findings.values())


def test_a_correction_is_kept_and_steps_are_taken_back(desk: Desk, open_as: Open) -> None:
    page = open_as("limin")
    found = of(desk, ".docx", 3)
    page.goto(f"{desk.url}/review/{found.id}")
    page.keyboard.press("c")
    other = "conduct" if found.category.code != "conduct" else "study"
    page.locator("form[data-deed=edit] [name=category]").select_option(other)
    decide(page, "Enter")
    corrected = desk.store.finding(found.id)
    assert (corrected.review.state, corrected.category.code) == (ReviewState.CONFIRMED, other)
    page.keyboard.press("z")
    expect(page.get_by_test_id("item")).to_have_attribute("data-id", found.id)
    expect(page.get_by_test_id("saved").first).to_contain_text("已撤销")
    back = desk.store.finding(found.id)
    assert (back.review.state, back.category.code) == (ReviewState.PENDING, found.category.code)


def test_keys_are_not_taken_from_a_field(desk: Desk, open_as: Open) -> None:
    page = open_as("limin")
    found = of(desk, ".docx", 3)
    page.goto(f"{desk.url}/review/{found.id}")
    page.keyboard.press("u")
    page.keyboard.type("xzjkae")
    page.keyboard.press("Escape")
    assert current(page) == found.id
    assert desk.store.decisions(found.id) == ()


def test_a_missed_item_is_added_from_a_selection(desk: Desk, open_as: Open) -> None:
    page = open_as("limin")
    found = of(desk, ".docx", 3)
    taken = [anchor for one in desk.store.findings(EVERY) if one.document.id == found.document.id for anchor in one.anchors]
    document = desk.store.document(found.document.id)
    block = next(
        one for one in document.blocks
        if len(one.text) > 30 and not any(a.start < document.span_of(one).end and a.end > document.span_of(one).start for a in taken)
    )  # fmt: skip
    words = block.text[2:22]
    page.goto(f"{desk.url}/review/{found.id}")
    expect(page.get_by_test_id("document")).to_contain_text(words)
    page.evaluate(SELECT, words)
    page.keyboard.press("a")
    form = page.locator("form[data-deed=add]")
    form.locator("[name=category]").select_option("study")
    form.locator("[name=holder]").select_option("unit")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("saved").first).to_contain_text("已补录")
    added = [one for one in desk.store.findings(EVERY) if one.anchors[0].exact == words]
    assert [(one.review.state, one.review.by, one.category.code) for one in added] == [(ReviewState.CONFIRMED, "limin", "study")]


SELECT = """(words) => {
  const place = document.querySelector('[data-testid=document]');
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  let node;
  const nodes = [];
  let text = '';
  while ((node = walker.nextNode())) { nodes.push([text.length, node]); text += node.data; }
  const start = text.indexOf(words), end = start + words.length;
  const at = (offset) => { const [from, found] = nodes.filter(([from]) => from <= offset).at(-1); return [found, offset - from]; };
  const range = document.createRange();
  range.setStart(...at(start));
  const [last, rest] = at(end - 1);
  range.setEnd(last, rest + 1);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_a_second_reviewer_is_another_person_and_does_not_see_the_first_verdict(desk: Desk, open_as: Open) -> None:
    desk.store.reviewing.set_policy(ReviewPolicy(mode=PolicyMode.ALL), by="admin")
    found = of(desk, ".docx", 3)
    first = open_as("limin")
    first.goto(f"{desk.url}/review/{found.id}")
    decide(first, "Enter")
    assert desk.store.finding(found.id).review.state is ReviewState.PENDING
    second = open_as("wangqiang")
    second.goto(f"{desk.url}/review/{found.id}")
    item = second.get_by_test_id("item")
    expect(item).to_have_attribute("data-blind", "1")
    assert "李敏" not in item.inner_text()
    assert found.category.label not in item.locator("header, .note.blind").all_inner_texts()
    second.keyboard.press("Enter")
    form = second.locator("form[data-deed=edit]")
    form.locator("[name=category]").select_option(found.category.code.value)
    form.locator("[name=holder]").select_option(found.holder.kind.value)
    form.locator("[name=category]").focus()
    second.keyboard.press("Enter")
    expect(second.get_by_test_id("saved").first).to_contain_text("已保存")
    assert desk.store.finding(found.id).review.state is ReviewState.CONFIRMED


def test_the_highlight_of_a_pdf_stands_on_the_words(desk: Desk, open_as: Open) -> None:
    """The text layer's characters under the boxes are those of the statement."""
    page = open_as("limin")
    checked = 0
    for number in (0, 4, 9):
        found = of(desk, ".pdf", number)
        page.goto(f"{desk.url}/review/{found.id}")
        page.wait_for_selector(f'.box[data-f="{found.id}"]')
        wanted = Counter("".join("".join(anchor.exact.split()) for anchor in found.anchors))
        for _ in range(40):  # Page and text layer are drawn beside each other.
            stand = Counter("".join(page.evaluate(UNDER, found.id).split()))
            lacking, foreign = sum((wanted - stand).values()), sum((stand - wanted).values())
            if max(lacking, foreign) <= 1:
                break
            page.wait_for_timeout(250)
        # Where the file's font is not on the machine, a stand-in may be wider by half a character at an edge.
        assert (lacking <= 1, foreign <= 1) == (True, True), found.document.name
        checked += 1
    assert checked == 3
    picture(page, "review-pdf")


UNDER = """(id) => {
  const boxes = [...document.querySelectorAll('.box[data-f]')].filter((box) => box.dataset.f === id).map((box) => box.getBoundingClientRect());
  let text = '';
  for (const layer of document.querySelectorAll('.textLayer')) {
    const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
    let node;
    while ((node = walker.nextNode())) {
      for (let i = 0; i < node.data.length; i++) {
        const range = document.createRange();
        range.setStart(node, i); range.setEnd(node, i + 1);
        const at = range.getBoundingClientRect();
        const x = at.left + at.width / 2, y = at.top + at.height / 2;
        if (boxes.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom)) text += node.data[i];
      }
    }
  }
  return text;
}"""


def test_a_plain_confirmation_needs_one_key_and_no_scroll(desk: Desk, open_as: Open) -> None:
    """At 125 % on an office's screen: statement, highlight and buttons are in sight when the finding opens."""
    page = open_as("limin", zoom=1.25)
    for suffix in (".docx", ".xlsx", ".pdf"):
        found = of(desk, suffix, 2)
        page.goto(f"{desk.url}/review/{found.id}")
        page.wait_for_selector('[data-testid="highlight"]')
        page.wait_for_timeout(500)
        height = page.viewport_size["height"] if page.viewport_size else 0
        for place in (
            page.get_by_test_id("statement"),
            page.get_by_test_id("confirm"),
            page.locator('[data-testid="highlight"]').first,
        ):
            box = place.bounding_box()
            assert box is not None
            assert 0 <= box["y"] < height, suffix
        decide(page, "Enter")


def test_papers_and_search(desk: Desk, open_as: Open) -> None:
    page = open_as("limin")
    found = next(one for one in desk.store.findings(EVERY) if one.holder.cadre_id)
    page.goto(f"{desk.url}/review/{found.id}")
    decide(page, "Enter")
    picture(page, "review")
    page.goto(f"{desk.url}/cadres/{found.holder.cadre_id}")
    expect(page.locator("main")).to_contain_text("仅供研判参考，不作为结论")
    picture(page, "cadre")
    with page.expect_download() as coming:
        page.get_by_text("下载 Word").click()
    assert coming.value.suggested_filename.endswith(".docx")
    assert Path(coming.value.path()).stat().st_size > 10_000
    words = found.anchors[0].exact[:6]
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(found.document.title)
    picture(page, "search")


def test_a_server_that_is_gone_is_said_and_nothing_is_taken_for_saved(desk: Desk, open_as: Open) -> None:
    page = open_as("limin")
    found = of(desk, ".docx", 3)
    page.goto(f"{desk.url}/review/{found.id}")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("没有保存")
    assert current(page) == found.id
    page.context.set_offline(False)
    assert desk.store.decisions(found.id) == ()
    desk.complaints.clear()


def test_two_people_on_one_item_collide_politely(desk: Desk, open_as: Open) -> None:
    found = of(desk, ".docx", 3)
    one, other = open_as("limin"), open_as("limin")
    for page in (one, other):
        page.goto(f"{desk.url}/review/{found.id}")
        page.wait_for_load_state("networkidle")
    decide(one, "x", "4")
    other.keyboard.press("Enter")
    expect(other.get_by_test_id("conflict")).to_contain_text("李敏")
    assert desk.store.finding(found.id).review.state is ReviewState.REJECTED
    desk.complaints[:] = [words for words in desk.complaints if "409" not in words]


def test_files_are_uploaded_processed_and_told_of(desk: Desk, open_as: Open, tmp_path: Path) -> None:
    """One that can be read, one that cannot: the page says what became of each, and the findings wait in the queue."""
    good, bad = tmp_path / "石桥镇班子民主生活会记录.txt", tmp_path / "坏文件.docx"
    good.write_text(MEETING, encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 broken")
    page = open_as("limin")
    page.goto(f"{desk.url}/documents")
    picture(page, "documents")
    page.set_input_files("input[type=file]", [good, bad])
    page.wait_for_url("**/documents/jobs/**")
    expect(page.locator("main")).to_contain_text("有文件未能读取", timeout=60_000)
    expect(page.locator("main")).to_contain_text("坏文件.docx")
    expect(page.locator("main")).to_contain_text("石桥镇")
    found = [one for one in desk.store.findings(EVERY) if one.document.name == good.name]
    assert found
    assert {one.review.state for one in found} == {ReviewState.PENDING}


MEETING = """石桥镇党委班子民主生活会会议记录
时间：2025年1月9日
地点：镇政府三楼会议室
主持人：石桥镇党委书记 谭正山
谭正山：我带头作对照检查。我下村调研少，去年十二个村只走了五个，对村里的实际困难了解不深。
陆晓波：正山同志抓信访积案办法不多，有三件积案拖了两年没有化解。
会议要求，要坚决防止以会议落实会议。
"""
