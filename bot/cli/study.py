"""`pandu ici study`: any tables in COINr's form to scores and ranks."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.console import FILE_LIMIT, PROBLEM, emit, file_content, stop, words
from bot.i18n import say
from bot.settings import settings
from ici.aggregate import Method, method
from ici.framework import Framework
from ici.study import SCALES, Normalisation, Recipe, Results
from ici.study import study as computed
from ici.study_tables import read_data, read_meta
from ici.tables import BadTables, Problem

MOST_SAID = 20  # problems; a wrong separator of decimals breaks every cell
METHODS = "amean, gmean, hmean, power:P, copeland"


def study(
    imeta: Annotated[Path, typer.Option(help="CSV of the elements, with COINr's column names.")],
    idata: Annotated[Path, typer.Option(help="CSV of the units: uCode and a column each.")],
    denominate: Annotated[
        bool, typer.Option("--denominate", help="Divide by iMeta's Denominator first.")
    ] = False,
    impute: Annotated[
        str | None, typer.Option(help="Fill what is missing with the mean of this group.")
    ] = None,
    screen: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Leave out units with a smaller share of data."),
    ] = None,
    treat: Annotated[
        bool, typer.Option("--treat", help="Winsorise outliers (at most 5), or take logarithms.")
    ] = False,
    normalise: Annotated[Normalisation, typer.Option(help="The common scale.")] = "minmax",
    scale: Annotated[
        tuple[float, float] | None,
        typer.Option(
            help="minmax: worst and best score; scaled: values for 0 and 100; zscore: mean, sd."
        ),
    ] = None,
    aggregate: Annotated[
        str, typer.Option(help=f"{METHODS}; or one a level, from below, with commas between.")
    ] = "amean",
    threshold: Annotated[
        float, typer.Option(min=0, max=1, help="Smallest share of children for a score.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Normalise, aggregate and rank the units of two tables named as in COINr."""
    recipe = Recipe(
        denominate=denominate,
        impute=impute,
        screen=screen,
        treat=treat,
        normalise=normalise,
        scale=_checked_scale(normalise, scale),
        aggregate=_methods(aggregate),
        threshold=threshold,
    )
    files = {"imeta": imeta, "idata": idata}
    try:
        meta = read_meta(_content(imeta))
        results = computed(meta, read_data(_content(idata), meta), recipe)
    except BadTables as refusal:
        _say(refusal.problems, files)
        raise typer.Exit(PROBLEM) from None
    if as_json:
        emit(_json(meta.framework, recipe, results))
    else:
        typer.echo(_table(meta.framework, results))
    _remark(results)


def _methods(text: str) -> tuple[Method, ...]:
    try:
        return tuple(method(each.strip()) for each in text.split(","))
    except ValueError:
        said = say(settings().language, "study.aggregate_usage", methods=METHODS)
        raise typer.BadParameter(said) from None


def _checked_scale(
    normalise: Normalisation, scale: tuple[float, float] | None
) -> tuple[float, float] | None:
    if scale is None:
        return None
    language = settings().language
    if normalise not in SCALES:
        names = ", ".join(SCALES)
        raise typer.BadParameter(say(language, "study.scale_unused", names=names))
    first, second = scale
    usable = second > 0 if normalise == "zscore" else first < second
    if not (usable and math.isfinite(first) and math.isfinite(second)):
        raise typer.BadParameter(say(language, "study.scale_usage"))
    return scale


def _content(path: Path) -> bytes:
    content = file_content(path)
    if len(content) > FILE_LIMIT:
        stop(PROBLEM, "cli.file_too_large", file=str(path), limit=FILE_LIMIT // 1_000_000)
    return content


# Words ---------------------------------------------------------------------------------------


def _say(problems: Sequence[Problem], files: dict[str, Path]) -> None:
    for problem in problems[:MOST_SAID]:
        words("study.problem", place=_place(problem, files), text=_sentence(problem))
    if len(problems) > MOST_SAID:
        words("study.more", count=len(problems) - MOST_SAID)


def _sentence(problem: Problem) -> str:
    key = f"study.problem.{problem.code}"
    if problem.code == "framework":
        key = f"framework.fault.{problem.details['fault']}"
    return say(settings().language, key, **problem.details)


def _place(problem: Problem, files: dict[str, Path]) -> str:
    key = "form.place_sheet"
    if problem.row:
        key = "form.place" if problem.column else "form.place_row"
    places = {"row": problem.row, "column": problem.column}
    return say(settings().language, key, sheet=files[problem.file].name, **places)


def _remark(results: Results) -> None:
    if results.left_out:
        words("study.left_out", units=", ".join(results.left_out))
    if results.undefined:
        words("study.undefined", indicators=", ".join(results.undefined))


# Results -------------------------------------------------------------------------------------


def _json(tree: Framework, recipe: Recipe, results: Results) -> dict[str, Any]:
    codes = [each.code for each in tree.elements]
    ranks = results.ranks.tolist()
    group_ranks = {name: of.tolist() for name, of in results.group_ranks.items()}
    units = [
        {
            "unit": unit,
            "name": results.names[row],
            "groups": {name: of[row] for name, of in results.groups.items()},
            "scores": dict(zip(codes, map(_known, scores), strict=True)),
            "ranks": dict(zip(codes, map(_whole, ranks[row]), strict=True)),
            "group_ranks": {
                name: dict(zip(codes, map(_whole, of[row]), strict=True))
                for name, of in group_ranks.items()
            },
        }
        for row, (unit, scores) in enumerate(
            zip(results.units, results.scores.tolist(), strict=True)
        )
    ]
    return {
        "recipe": {
            "denominate": recipe.denominate,
            "impute": recipe.impute,
            "screen": recipe.screen,
            "treat": recipe.treat,
            "normalise": recipe.normalise,
            "scale": recipe.scale or SCALES.get(recipe.normalise),
            "aggregate": [each.name for each in recipe.aggregate],
            "threshold": recipe.threshold,
        },
        "elements": [
            {"code": each.code, "parent": each.parent, "level": each.level, "weight": each.weight}
            for each in tree.elements
        ],
        "units": units,
        "left_out": list(results.left_out),
        "undefined": list(results.undefined),
    }


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _whole(value: float) -> int | None:
    return None if math.isnan(value) else int(value)


def _table(tree: Framework, results: Results) -> str:
    """Rank, unit and the aggregates from the index down, best unit first."""
    codes = [each.code for each in tree.elements]
    shown = [code for level in range(tree.levels, 1, -1) for code in tree.on_level(level)]
    root = codes.index(tree.root)
    ranks, scores = results.ranks.tolist(), results.scores.tolist()
    order = sorted(range(len(ranks)), key=lambda row: _whole(ranks[row][root]) or len(ranks) + 1)
    lines = [("#", "uCode", *shown)]
    for row in order:
        cells = (_figure(scores[row][codes.index(code)]) for code in shown)
        lines.append((str(_whole(ranks[row][root]) or "-"), results.units[row], *cells))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 1 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _figure(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}"
