"""Draws costs over rows with two logarithmic axes; linear growth is a line at 45 degrees."""

from html import escape

import numpy as np
import pandas as pd

SIDE, GAP, DECADE = 300, 60, 110
COLOURS = ("#0b62a4", "#b3501b")


def curves(costs: pd.DataFrame, title: str) -> str:
    """An SVG of one panel a column.

    Args:
        costs: positive values; the index is the number of rows.
        title: printed above the panels.
    """
    panels = "".join(
        f'<g transform="translate({GAP + number * (SIDE + GAP)},{GAP})">{panel(costs[name], colour)}</g>'
        for number, (name, colour) in enumerate(zip(costs.columns, COLOURS, strict=True))
    )
    width, height = GAP + len(costs.columns) * (SIDE + GAP), SIDE + 2 * GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="12">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<text x="{GAP}" y="24" font-size="15">{escape(title)}</text>{panels}</svg>\n'
    )


def panel(costs: pd.Series, colour: str) -> str:
    """One curve with labelled points; the dashed line has the slope of linear growth."""
    across = DECADE * np.log10(costs.index.to_numpy(float) / costs.index[0])
    up = SIDE - DECADE * np.log10(costs.to_numpy(float) / costs.iloc[0]) - 40
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in zip(across, up, strict=True))
    points = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{colour}"/>'
        f'<text x="{x:.0f}" y="{y - 10:.0f}">{cost:.3g}</text>'
        f'<text x="{x:.0f}" y="{SIDE + 18}" text-anchor="middle">{rows:,}</text>'
        for x, y, (rows, cost) in zip(across, up, costs.items(), strict=True)
    )
    steep = f'<line x1="0" y1="{up[0]:.0f}" x2="{up[0]:.0f}" y2="0" stroke="#999" stroke-dasharray="5"/>'
    return (
        f'<path d="M0,0V{SIDE}H{SIDE}" fill="none" stroke="#333"/><text y="-10">{escape(str(costs.name))}</text>'
        f'{steep}<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>{points}'
    )
