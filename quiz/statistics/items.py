"""What each question and each choice does: item analysis for a quiz that fits people to roles."""

from core.intervals import difference
from quiz.statistics import charts
from quiz.statistics.measures import SMALLEST_GROUP, chance_information, entropy, mutual_information, rounded, withheld
from quiz.statistics.read import Measure
from quiz.statistics.subject import Subject, too_few
from quiz.statistics.tables import NOTHING, Cell, Row, Table, held, number, percent, share

RARE, COMMON = 0.03, 0.60
FORMULAS = (
    (
        "Bits about the best fit",
        "I = Σ p(choice, role) log₂ (p(choice, role) / (p(choice) p(role)))",
        "Cover and Thomas (2006), Elements of Information Theory, 2.4",
    ),
    (
        "By chance",
        "(choices − 1)(roles − 1) / (2 n ln 2): what as many completions would show if they had nothing to do with it",
        "Miller (1955), Note on the bias of information estimates",
    ),
    (
        "Of what there is to know",
        "(I − chance) / H, where H = Σ p(role) log₂ (1 / p(role)), at least 0",
        "Shannon (1948), Bell System Technical Journal 27, 379",
    ),
    (
        "Decides",
        "Σ p(choice) d(choice), d the share of changes away from the choice that change the best fit over all sheets",
        "the balance of the edition, which scores every sheet of answers",
    ),
)
LEADS = (
    "Does not lead to its roles",
    "the 95% interval of (share in its roles of those who took it − of those who did not) is not above 0",
    "Newcombe (1998), Statistics in Medicine 17, 873-890, method 10",
)


def _crossed(subject: Subject) -> dict[int, list[list[int]]]:
    """Completions by question, then choice, then best fit; choices and roles counted from 0."""
    counted = subject.counts.across(Measure.CHOICE, subject.retakes)
    return {
        place: [
            [counted[place, choice, best] for best in subject.roles] for choice in range(1, len(question.choices) + 1)
        ]
        for place, question in enumerate(subject.paper.scored.questions, 1)
    }


def questions(subject: Subject) -> Table:
    """How much each question separates roles."""
    means = (
        "How much an answer tells about the best fit. Bits: 0 where choice and best fit have nothing to do with each "
        "other. Decides: how often another answer to this question alone would give another best fit."
    )
    of = f"From the {subject.crossed:,} completions of these months, choice by best fit. {subject.in_months}"
    columns = ("question", "~part of what there is to know", "bits", "by chance", "of what there is to know", "decides")
    title = "How much each question separates roles"
    if sentence := too_few(subject.crossed):
        return Table("questions", title, means, of, columns, empty=sentence)
    rows = []
    for place, table in _crossed(subject).items():
        bits, chance = mutual_information(table), chance_information(table)
        open_bits = entropy(sum(column) for column in zip(*table, strict=True))
        part = max(0.0, bits - chance) / open_bits if open_bits else 0.0
        cells = (
            Cell(plot=charts.bar(part)),
            Cell(f"{bits:.3f}", round(bits, 6)),
            Cell(f"{chance:.3f}", round(chance, 6)),
            Cell(percent(part), round(part, 6)),
            _decides(subject, place, table),
        )
        rows.append(Row(subject.paper.question(place).slug, subject.question(place), cells))
    return Table("questions", title, means, of, columns, tuple(rows), kind="bars", formulas=FORMULAS)


def _decides(subject: Subject, place: int, table: list[list[int]]) -> Cell:
    question, total = subject.paper.question(place), sum(map(sum, table))
    known = subject.chance.decides.get(question.slug, {}) if subject.chance else {}
    if not known or not total:
        return NOTHING
    taken = zip(question.choices, table, strict=True)
    decided = sum(sum(row) / total * known.get(choice.slug, 0.0) for choice, row in taken)
    return Cell(percent(decided), round(decided, 6))


def choices(subject: Subject) -> Table:
    """Every choice: how often it was taken, where its takers ended, and what is odd about it."""
    means = (
        "How often each choice was taken, and how many of its takers got a best fit that it gives points to, beside "
        f"those who took another. Marked: taken by under {RARE:.0%} or over {COMMON:.0%}, or not leading to its roles."
    )
    of = (
        "Share: completions with the choice, of all completions of these months. In its roles: of those who took it, "
        f"those whose best fit it weighs toward. {subject.in_months}"
    )
    columns = ("choice", "~share", "taken", "share", "in its roles", "others in its roles", "remark")
    if sentence := too_few(subject.crossed):
        return Table("choices", "Answers by choice", means, of, columns, empty=sentence)
    rows: list[Row] = []
    notes: list[str] = []
    for place, table in _crossed(subject).items():
        taken = [sum(row) for row in table]
        total, hidden = sum(taken), withheld([sum(row) for row in table])
        for choice, row in enumerate(table, 1):
            cells = _choice(subject, place, choice, table) if choice - 1 not in hidden else _held(sum(row))
            words = subject.paper.choice_words(place, choice).text
            slug = subject.paper.choice(place, choice).slug
            rows.append(
                Row(f"{subject.paper.question(place).slug}/{slug}", f"{subject.question(place)}: {words}", cells)
            )
        if total and not hidden and (note := rounded([count / total for count in taken])):
            notes.append(f"Question {place}: {note}")
    return Table(
        "choices", "Answers by choice", means, of, columns, tuple(rows), tuple(notes), kind="bars", formulas=(LEADS,)
    )


def _held(count: int) -> tuple[Cell, ...]:
    return Cell(), held(count), NOTHING, NOTHING, NOTHING, Cell("")


def _choice(subject: Subject, place: int, choice: int, table: list[list[int]]) -> tuple[Cell, ...]:
    row, total = table[choice - 1], sum(map(sum, table))
    taken = sum(row)
    weighs = [
        at
        for at, role in enumerate(subject.paper.scored.roles)
        if subject.paper.choice(place, choice).weights.get(role)
    ]
    inside, everyone = sum(row[at] for at in weighs), sum(each[at] for each in table for at in weighs)
    others, rest = everyone - inside, total - taken
    leads = difference((inside, taken), (others, rest)).low > 0
    remarks = []
    if taken / total < RARE:
        remarks.append(f"taken by under {RARE:.0%}")
    if taken / total > COMMON:
        remarks.append(f"taken by over {COMMON:.0%}")
    if taken and rest and weighs and not leads:
        remarks.append("does not lead to its roles")
    words = ", ".join(remarks)
    return (
        Cell(plot=charts.bar(taken / total)),
        number(taken),
        share(taken, total, off=bool(remarks)),
        _part(inside, taken),
        _part(others, rest),
        Cell(words, words),
    )


def _part(inside: int, total: int) -> Cell:
    """A share inside a group, withheld where it would tell of a few."""
    small = any(0 < count < SMALLEST_GROUP for count in (inside, total - inside))
    return held(1) if small else share(inside, total)
