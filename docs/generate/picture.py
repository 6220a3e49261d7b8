"""The rooms of `src/` as an SVG picture: one row a storey, arrows from a room to the rooms that it imports."""

from dataclasses import dataclass
from html import escape

from import_graph import RECORDS, Edges, Room

WIDTH = 1180
BOX = (92, 44)
ROW = 92
MARGIN = 24
RECORDS_WIDTH = 130
COLOURS = ("#4c78a8", "#b5651d", "#3a7d44", "#8e5ea2", "#c0392b", "#1f8a8a", "#7a6a00", "#5b5b5b", "#a0527a")


@dataclass(frozen=True)
class Box:
    """A rectangle, in pixels from the picture's upper left corner.

    Attributes:
        x: of its left edge.
        y: of its upper edge.
        width: of the box.
        height: of the box.
        colour: of its outline and of the arrows that leave it.
    """

    x: float
    y: float
    width: float
    height: float
    colour: str


def draw(rows: list[list[str]], edges: Edges, rooms: list[Room]) -> str:
    """The picture as the text of an SVG file.

    Args:
        rows: the rooms by storey, from the top.
        edges: the arrows to draw.
        rooms: of every row, and the feature store.
    """
    boxes = _boxes(_ordered(rows, edges))
    by_name = {room.name: room for room in rooms}
    height = len(rows) * ROW + 2 * MARGIN
    arrows = [_arrow(boxes, source, target) for source in boxes for target in sorted(edges.get(source, ()))]
    shapes = [_shape(by_name[name], box) for name, box in boxes.items()]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" role="img">\n'
        "<title>Rooms of src/ by storey; an arrow points to what a room imports</title>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>\n'
    )
    return head + "\n".join([*_bands(len(rows)), *arrows, *shapes]) + "\n</svg>\n"


def _ordered(rows: list[list[str]], edges: Edges) -> list[list[str]]:
    """The rows with rooms moved below what imports them: sorted by the mean place of their importers."""
    ordered: list[list[str]] = []
    places: dict[str, float] = {}
    for row in rows:
        wanted = {room: _mean([places[source] for source in places if room in edges.get(source, ())]) for room in row}
        ordered.append(sorted(row, key=lambda room: (wanted[room], room)))
        places |= {room: (index + 1) / (len(row) + 1) for index, room in enumerate(ordered[-1])}
    return ordered


def _mean(places: list[float]) -> float:
    return sum(places) / len(places) if places else 0.5


def _boxes(rows: list[list[str]]) -> dict[str, Box]:
    """A box for each room; below the longest row, boxes are between its columns, where no arrow passes."""
    boxes: dict[str, Box] = {}
    all_width = WIDTH - RECORDS_WIDTH - 2 * MARGIN
    longest = max(rows, key=len)
    column = all_width / len(longest)
    for level, row in enumerate(rows):
        step = all_width / len(row)
        width = all_width if row is rows[-1] else BOX[0]
        for index, name in enumerate(row):
            centre = step * (index + 0.5)
            if level > rows.index(longest):
                centre = round(centre / column) * column
            colour = COLOURS[len(boxes) % len(COLOURS)]
            boxes[name] = Box(MARGIN + centre - width / 2, MARGIN + ROW * level + 18, width, BOX[1], colour)
    bottom = max(box.y + box.height for box in boxes.values())
    top = MARGIN + ROW * 3 + 18
    boxes[RECORDS] = Box(WIDTH - MARGIN - RECORDS_WIDTH + 20, top, RECORDS_WIDTH - 20, bottom - top, "#555555")
    return boxes


def _bands(count: int) -> list[str]:
    """A shaded band for every second storey."""
    width = WIDTH - RECORDS_WIDTH - MARGIN
    return [
        f'<rect x="{MARGIN / 2:g}" y="{MARGIN + ROW * level:g}" width="{width:g}" height="{ROW}" fill="#f4f5f7"/>'
        for level in range(0, count, 2)
    ]


def _arrow(boxes: dict[str, Box], source: str, target: str) -> str:
    start, end = boxes[source], boxes[target]
    x, y = start.x + start.width / 2, start.y + start.height
    to_x = min(max(x, end.x + BOX[0] / 2), end.x + end.width - BOX[0] / 2)
    to_y = end.y
    bend = max(26.0, (to_y - y) * 0.45)
    curve = f"M{x:.0f},{y:.0f} C{x:.0f},{y + bend:.0f} {to_x:.0f},{to_y - bend:.0f} {to_x:.0f},{to_y - 5:.0f}"
    tip = f"M{to_x - 4:.0f},{to_y - 7:.0f} L{to_x:.0f},{to_y:.0f} L{to_x + 4:.0f},{to_y - 7:.0f} Z"
    return (
        f'<path d="{curve}" fill="none" stroke="{start.colour}" stroke-width="1.4" opacity=".75"/>'
        f'<path d="{tip}" fill="{start.colour}"/>'
    )


def _shape(room: Room, box: Box) -> str:
    middle, centre = box.x + box.width / 2, box.y + box.height / 2
    size = min(14.0, 1.62 * box.width / len(room.name))
    label = "src/*.py" if room.name == "*.py" else room.name
    return (
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="6" fill="white" '
        f'stroke="{box.colour}" stroke-width="1.6"><title>{escape(room.purpose)}</title></rect>'
        f'<text x="{middle:.0f}" y="{centre - 3:.0f}" text-anchor="middle" font-size="{size:.1f}" font-weight="600" '
        f'fill="#222">{escape(label)}</text>'
        f'<text x="{middle:.0f}" y="{centre + 13:.0f}" text-anchor="middle" font-size="11" fill="#666">'
        f"{room.lines:,} lines</text>"
    )
