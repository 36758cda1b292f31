"""`Store.reviewing`: verdicts, second review, the queue, passages drawn to look for misses, and how well people agree."""

from collections.abc import Collection, Mapping, Sequence

from schema import DocumentKind, Finding, FindingEdit, SampleState, Span

from ..access import Scope
from ..database import Database
from ..moments import now
from . import adding, giving, items, policy, quality, queueing, reviewed, sampling, verdicts
from .giving import Outcome
from .items import ReviewItem
from .policy import ReviewPolicy
from .quality import Quality
from .queueing import QueueFilter, QueuePage
from .reviewed import Settled
from .sampling import Sample
from .verdicts import Verdict

ANY = QueueFilter()


class Reviewing:
    """What reviewers do; `Store.reviewing`. Once a method that writes returns, what it wrote is on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.type_labels: Mapping[str, str] = {}
        """What problem types are called, by code; given by whoever knows the configured list. Without it a corrected type bears its code."""

    def give(self, verdict: Verdict) -> Outcome:
        """Keep a verdict; where it settles the finding, the decision with it.

        Under the policy the finding stays pending until a second person agrees, and a third decides where the two differ. A verdict
        at `ReviewStage.FIRST` on a settled finding opens it anew. Raises UnknownFinding, RevisionConflict when the finding is no longer
        at the revision that the reviewer saw (it says who did what and when), and StoreError when the verdict is not whole: a
        rejection needs its reason, a blind confirmation its category and holder, and no stage takes a person who has spoken in the round.
        """
        with self._database.writing() as connection:
            return giving.give(connection, verdict, self.type_labels)

    def undo(self, finding_id: str, by: str, at: str) -> Outcome:
        """Take back this person's newest verdict on the finding and let stand what stood before; again, and the one before it.

        Raises UnknownFinding, StoreError when he gave none that stands, and RevisionConflict when another has spoken since.
        """
        with self._database.writing() as connection:
            return giving.undo(connection, finding_id, by, at, self.type_labels)

    def return_for_rework(self, finding_id: str, by: str, at: str, note: str) -> Outcome:
        """Send the first verdict back to who gave it, instead of judging; the finding waits for a first look again.

        Raises UnknownFinding, and StoreError when it does not wait for a second or third look, this person has spoken in the round, or
        the note is empty.
        """
        with self._database.writing() as connection:
            return giving.return_for_rework(connection, finding_id, by, at, note)

    def verdicts(self, finding_id: str) -> tuple[Verdict, ...]:
        """All that was said of the finding, oldest first. Not for the eyes of who is to judge it blind: `item` is."""
        with self._database.reading() as connection:
            return verdicts.read_verdicts(connection, finding_id)

    def undoable(self, login: str, limit: int = 20) -> tuple[str, ...]:
        """The findings that this person spoke of last and may take it back, newest first: where an undo of many steps goes."""
        with self._database.reading() as connection:
            return verdicts.read_undoable(connection, login, limit)

    def queue(
        self, wanted: QueueFilter = ANY, *, scope: Scope, reader_login: str, after: str | None = None, limit: int = 50
    ) -> QueuePage:
        """What this person may take up, in order, from after a page's `next`; `left` counts all that match, and nothing is skipped."""
        with self._database.reading() as connection:
            return queueing.read_queue(connection, wanted, scope, reader_login, after, limit)

    def sealed(self, finding_ids: Collection[str], login: str) -> frozenset[str]:
        """Those of the findings that await a second look which this person could still be the one to give: it is to be blind."""
        with self._database.reading() as connection:
            return queueing.read_sealed(connection, finding_ids, login)

    def seals(self, login: str) -> bool:
        """Whether there is any such finding."""
        with self._database.reading() as connection:
            return bool(queueing.read_sealed(connection, None, login))

    def item(self, finding_id: str, login: str) -> ReviewItem:
        """The finding as this person may see it at its stage. Raises UnknownFinding."""
        with self._database.reading() as connection:
            return items.read_item(connection, finding_id, login)

    def add(self, document_id: str, spans: Sequence[Span], edit: FindingEdit, by: str, at: str) -> Finding:
        """Add a finding that was missed at these spans, confirmed by who found it (and subject to the policy).

        The edit must say its category and holder. Raises StoreError when it does not, the spans hold no words, or a finding of the very
        same passage is there.
        """
        with self._database.writing() as connection:
            return adding.add(connection, document_id, spans, edit, by, at, self.type_labels)

    def policy(self) -> ReviewPolicy:
        """Which findings a second person must look at."""
        with self._database.reading() as connection:
            return policy.read_policy(connection)

    def set_policy(self, wanted: ReviewPolicy, by: str) -> None:
        """Let this hold for first verdicts from now on. Recorded with the policy before."""
        with self._database.writing() as connection:
            policy.write_policy(connection, wanted, by=by, at=now())

    def draw_samples(
        self, each: int, by: str, at: str, *, kinds: frozenset[DocumentKind] | None = None, seed: int | None = None
    ) -> int:
        """Draw passages without findings, so many of each kind of document or of these, and tell how many were drawn."""
        with self._database.writing() as connection:
            return sampling.draw_samples(connection, each, kinds, by, at, seed)

    def next_sample(self, scope: Scope, after: int = 0) -> Sample | None:
        """The first passage in scope that waits to be looked at, after that number; None when none is left."""
        with self._database.reading() as connection:
            return sampling.next_sample(connection, scope, after)

    def judge_sample(self, number: int, state: SampleState, by: str, at: str) -> Sample:
        """Keep whether something was missed in the passage; what was missed is then added as any finding is.

        Raises StoreError when there is no such passage, and RevisionConflict when another has looked at it.
        """
        with self._database.writing() as connection:
            return sampling.judge_sample(connection, number, state, by, at)

    def quality(self, scope: Scope) -> Quality:
        """How well people agree, how much they correct, and how much is missed, by kind of document."""
        with self._database.reading() as connection:
            return quality.read_quality(connection, scope)

    def reviewed(self) -> tuple[str, ...]:
        """The documents that people are through with, by id: everything found in them is settled, and nothing is in doubt."""
        with self._database.reading() as connection:
            return reviewed.read_reviewed(connection)

    def settled(self, document_id: str) -> tuple[Settled, ...]:
        """What people made of the findings of such a document, in the order of the text."""
        with self._database.reading() as connection:
            return reviewed.read_settled(connection, document_id)
