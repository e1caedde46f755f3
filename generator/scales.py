"""A framework's scales and criteria: which scale a grade is on, what may be set beside what."""

from __future__ import annotations

from collections.abc import Iterable

from generator.records import Criterion, Framework, Grade, Scale


def criterion_of(framework: Framework, name: str) -> Criterion | None:
    """A criterion by its id, or by one that it had before."""
    return next(
        (c for c in framework.criteria if c.id == name),
        next((c for c in framework.criteria if name in c.renamed_from), None),
    )


def scale_of(framework: Framework, grade: Grade) -> Scale | None:
    """The scale that a grade stands on."""
    criterion = criterion_of(framework, grade.criterion)
    name = grade.scale or (criterion.scale if criterion else None)
    return next((s for s in framework.scales if s.id == name), None)


def ranked(scale: Scale) -> list[str]:
    """The ids of a scale's values, the best first."""
    order = [value.id for value in scale.values]
    return order if scale.best == "first" else order[::-1]


def may_compare(one: tuple[str, Scale], other: tuple[str, Scale]) -> bool:
    """Whether two scales, each given with its framework's id, are one or declared comparable."""
    if one == other:
        return True
    names = [{scale.id, f"{framework}/{scale.id}"} for framework, scale in (one, other)]
    if one[0] != other[0]:  # a bare id names a scale of the same framework
        names = [{f"{framework}/{scale.id}"} for framework, scale in (one, other)]
    return bool(names[0] & set(other[1].comparable) or names[1] & set(one[1].comparable))


def lineage(frameworks: Iterable[Framework]) -> dict[str, str]:
    """For each criterion that has had several ids in these frameworks, one id for all."""
    names: dict[str, str] = {}

    def one(name: str) -> str:
        while name in names and names[name] != name:
            name = names[name]
        return name

    for framework in dict.fromkeys(frameworks):
        for criterion in framework.criteria:
            for other in (*criterion.renamed_from, criterion.same_as):
                if other and one(other) != one(criterion.id):
                    names[one(criterion.id)] = one(other)
    return {name: one(name) for name in names}
