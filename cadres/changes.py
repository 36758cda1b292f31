"""What a newer record tells otherwise of a cadre, field by field."""

from collections.abc import Iterator

from schema import Cadre, FieldChange, Post, RecordChange, RecordChangeKind

LABELS = {
    "name": "姓名", "gender": "性别", "birth": "出生年月", "rank": "职级", "aliases": "曾用名", "posts": "任职", "also": "单位别名",
    "identity": "身份证号后四位",
}  # fmt: skip
"""What people read for the field of a `FieldChange`."""


def record_added(cadre: Cadre) -> RecordChange:
    """A cadre whom the older roster did not have."""
    return RecordChange(cadre_id=cadre.id, name=cadre.name, kind=RecordChangeKind.ADDED)


def record_gone(cadre_id: str, name: str) -> RecordChange:
    """A cadre whom the newer roster does not have."""
    return RecordChange(cadre_id=cadre_id, name=name, kind=RecordChangeKind.GONE)


def record_changed(old: Cadre, new: Cadre) -> RecordChange:
    """What became of the record of an id."""
    fields = tuple(_fields(old, new))
    return RecordChange(cadre_id=new.id, name=new.name, kind=RecordChangeKind.CHANGED, fields=fields, doubt=_doubt(old, new))


def _fields(old: Cadre, new: Cadre) -> Iterator[FieldChange]:
    for field in ("name", "gender", "birth", "rank"):
        before, after = getattr(old, field) or "", getattr(new, field) or ""
        if before != after:
            yield FieldChange(field=field, before=before, after=after)
    if old.aliases != new.aliases:
        yield FieldChange(field="aliases", before="、".join(old.aliases), after="、".join(new.aliases))
    if old.identity != new.identity:
        yield FieldChange(field="identity", before="有" if old.identity else "", after="有" if new.identity else "")
    yield from _posts(old.posts, new.posts)


def _posts(old: tuple[Post, ...], new: tuple[Post, ...]) -> Iterator[FieldChange]:
    """Posts that came, went, or whose times were told otherwise; those of one unit and title are paired in their order."""
    before = [post for post in old if _bare(post) not in map(_bare, new)]
    after = [post for post in new if _bare(post) not in map(_bare, old)]
    for post in after:
        twin = next((other for other in before if (other.unit, other.title) == (post.unit, post.title)), None)
        if twin is not None:
            before.remove(twin)
        yield FieldChange(field="posts", before=told(twin) if twin else "", after=told(post))
    yield from (FieldChange(field="posts", before=told(post), after="") for post in before)
    names = {_bare(post): post.also for post in old}
    for post in new:
        known = names.get(_bare(post), post.also)
        if known != post.also:
            yield FieldChange(field="also", before="、".join(known), after="、".join(post.also))


def told(post: Post) -> str:
    """A post as people read it: `2019-03~今 市水利局局长`."""
    return f"{post.start or '？'}~{post.end or '今'} {post.unit}{post.title}"


def _bare(post: Post) -> tuple[str, str, str | None, str | None]:
    return post.unit, post.title, post.start, post.end


def _doubt(old: Cadre, new: Cadre) -> str:
    """Why the id may now stand for another person."""
    if old.identity and new.identity and old.identity != new.identity and old.name == new.name:
        return "身份证号后四位前后不同，可能不是同一人"
    if old.name == new.name or old.name in new.aliases or new.name in old.aliases:
        return ""
    if not old.birth or not new.birth:
        return "姓名前后不同，又没有出生年月可核对，可能不是同一人"
    return "姓名和出生年月前后都不同，可能不是同一人" if old.birth[:7] != new.birth[:7] else ""
