"""`manage.py search_eval FILE`: how good the lists are, by a set of queries that people judged."""

from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from apps.core.errors import Invalid
from apps.search.rules.judging import Marks, mean
from apps.search.selectors import judge, read_judged


class Command(BaseCommand):
    help = "Print NDCG@10, MRR and recall of the search over a judged set (JSON lines)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help='{"query", "language", "grades": {sku: 0..3}}')
        parser.add_argument("--each", action="store_true", help="print each query too")

    def handle(self, *, file: Path, each: bool, **options: object) -> None:
        try:
            judged = read_judged(file.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        except Invalid as error:
            raise CommandError(str(error.message)) from error
        by_language: defaultdict[str, list[Marks]] = defaultdict(list)
        for verdict in judge(judged=judged):
            by_language[verdict.judged.language or "any"].append(verdict.marks)
            if each:
                self._say(verdict.judged.query, verdict.marks, " ".join(verdict.first))
        for language, marks in sorted(by_language.items()):
            self._say(f"{language}, {len(marks)} queries", mean(marks))
        every = [marks for rows in by_language.values() for marks in rows]
        self._say(f"all, {len(every)} queries", mean(every))

    def _say(self, name: str, marks: Marks, rest: str = "") -> None:
        self.stdout.write(
            f"{name[:40]:<40} NDCG@10 {marks.ndcg:.3f}  MRR {marks.reciprocal_rank:.3f}"
            f"  recall {marks.recall:.3f}  empty {marks.is_empty:.0%}  {rest}".rstrip()
        )
