"""Who may do what, and to whom it reaches."""

from dataclasses import dataclass

from schema import Code


class Permission(Code):
    """What a page or a call asks of a person."""

    READ = "read", "查阅"
    REVIEW = "review", "审阅"
    SECOND = "second", "复核"
    UPLOAD = "upload", "上传"
    EXPORT = "export", "导出"
    ADMINISTER = "administer", "管理"
    AUDIT = "audit", "审计"


class Role(Code):
    """What a person is here; one may be several."""

    ADMINISTRATOR = "administrator", "管理员"
    REVIEWER = "reviewer", "审阅"
    SECOND_REVIEWER = "second_reviewer", "复核"
    READER = "reader", "查阅"
    AUDITOR = "auditor", "审计"


ROLES: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({Permission.ADMINISTER, Permission.READ, Permission.UPLOAD, Permission.EXPORT}),
    Role.REVIEWER: frozenset({Permission.READ, Permission.REVIEW, Permission.UPLOAD, Permission.EXPORT}),
    Role.SECOND_REVIEWER: frozenset({Permission.READ, Permission.SECOND, Permission.EXPORT}),
    Role.READER: frozenset({Permission.READ}),
    Role.AUDITOR: frozenset({Permission.AUDIT}),
}
"""What each role may do. Who administers decides nothing, and who audits sees no findings."""


class TokenScope(Code):
    """What a token may be used for; never for more than its person may do."""

    FINDINGS = "findings:read", "读取已确认条目"
    PENDING = "findings:pending", "读取未审核条目"
    DECIDE = "decisions:write", "提交审核"
    DOCUMENTS = "documents:read", "读取文档"
    UPLOAD = "documents:write", "上传文档"
    CADRES = "cadres:read", "读取干部记录"
    FEED = "feed:read", "读取变更"
    WEBHOOKS = "webhooks:manage", "管理推送"


NEEDS: dict[TokenScope, Permission] = {
    TokenScope.FINDINGS: Permission.READ,
    TokenScope.PENDING: Permission.READ,
    TokenScope.DECIDE: Permission.REVIEW,
    TokenScope.DOCUMENTS: Permission.READ,
    TokenScope.UPLOAD: Permission.UPLOAD,
    TokenScope.CADRES: Permission.READ,
    TokenScope.FEED: Permission.READ,
    TokenScope.WEBHOOKS: Permission.ADMINISTER,
}
"""What the token's person must be allowed for each."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The units that a person sees; one covers all whose name begins with its own."""

    units: frozenset[str] | None
    """None: everything."""

    def covers(self, unit: str | None) -> bool:
        """Whether what belongs to the unit may be seen; an unknown unit only by who sees everything."""
        if self.units is None:
            return True
        return unit is not None and any(unit.startswith(one) for one in self.units)

    def includes(self, other: "Scope") -> bool:
        """Whether who sees the other sees nothing beyond this."""
        return self.units is None or (other.units is not None and all(self.covers(unit) for unit in other.units))

    def within(self, other: "Scope") -> "Scope":
        """What both see."""
        if self.units is None or other.units is None:
            return other if self.units is None else self
        mine = {unit for unit in self.units if other.covers(unit)}
        return Scope(frozenset(mine | {unit for unit in other.units if self.covers(unit)}))


EVERYTHING = Scope(None)
