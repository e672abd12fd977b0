"""Draw the site's art: contour fields, strata, lithology patterns. Standard library only; the same bytes every time.

    python tools/draw_art.py            writes templates/art/*.svg, but for the three ways, which are set by hand

No colour is set here: shapes take currentColor and the custom properties of static/css/components/art.css. Strokes do
not scale with the picture. What a shape stands for is in the page that includes it; the SVGs are decoration.
"""

import math
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
ART = ROOT / "templates/art"


# A height field
def hills(seed, count, spread):
    """`count` round hills (x, y, radius, height) in the unit square, from a small linear generator."""
    state = seed

    def rnd():
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**31
        return state / 2**31

    return [(rnd() * 1.3 - 0.15, rnd() * 1.1, 0.08 + rnd() * spread, (rnd() - 0.42) * 0.5) for _ in range(count)]


def land(seed, aspect, calm=None):
    """A slope that is steep at its foot and opens out as it climbs; `calm` is a plateau (x, y, rx, ry) left level."""
    bumps = hills(seed, 46, 0.17)

    def height(x, t):
        """Height at x (0..1, left to right) and t (0..1, foot to top)."""
        slope = 1 - (1 - min(max(t, 0), 1)) ** 2.1
        swell = 0.055 * math.sin(5.1 * x + 1.3) + 0.03 * math.sin(11.3 * x + 4 * t) - 0.05 * math.sin(2.3 * x - 0.4)
        rough = sum(h * math.exp(-(((x - a) / r) ** 2 + ((t - b) * 0.62 / r) ** 2)) for a, b, r, h in bumps)
        grow = 0.22 + 2.5 * t * math.exp(-((t / 0.52) ** 2))
        return slope + (swell + 0.34 * rough) * grow

    return height


# Contours of it
def rings(height, level, nx, ny):
    """Closed rings around {height >= level} by marching squares, in grid units; outside the grid counts as low."""
    low = -9.0
    grid = [
        [
            low if i in (0, nx + 1) or j in (0, ny + 1) else height((i - 1) / (nx - 1), (j - 1) / (ny - 1))
            for i in range(nx + 2)
        ]
        for j in range(ny + 2)
    ]

    def cut(x0, y0, v0, x1, y1, v1):
        f = 0.5 if v0 <= low or v1 <= low else (level - v0) / (v1 - v0)
        return (round(x0 + f * (x1 - x0), 4), round(y0 + f * (y1 - y0), 4))

    nxt = {}
    for j in range(ny + 1):
        for i in range(nx + 1):
            a, b, c, d = grid[j][i], grid[j][i + 1], grid[j + 1][i + 1], grid[j + 1][i]
            code = (a >= level) | (b >= level) << 1 | (c >= level) << 2 | (d >= level) << 3
            if code in (0, 15):
                continue
            B, R = cut(i, j, a, i + 1, j, b), cut(i + 1, j, b, i + 1, j + 1, c)
            T, L = cut(i, j + 1, d, i + 1, j + 1, c), cut(i, j, a, i, j + 1, d)
            for s, e in {
                1: [(B, L)],
                2: [(R, B)],
                3: [(R, L)],
                4: [(T, R)],
                5: [(B, R), (T, L)],
                6: [(T, B)],
                7: [(T, L)],
                8: [(L, T)],
                9: [(B, T)],
                10: [(R, T), (L, B)],
                11: [(R, T)],
                12: [(L, R)],
                13: [(B, R)],
                14: [(L, B)],
            }[code]:
                nxt.setdefault(s, []).append(e)
    found = []
    while nxt:
        start = next(iter(nxt))
        ring, here = [start], nxt[start].pop()
        while here != start and here in nxt:
            ring.append(here)
            there = nxt[here].pop()
            if not nxt[here]:
                del nxt[here]
            here = there
        if start in nxt and not nxt[start]:
            del nxt[start]
        if len(ring) > 8:
            found.append(ring)
    return found


def thin(points, eps):
    """Ramer-Douglas-Peucker on an open line."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    span = math.hypot(bx - ax, by - ay) or 1e-9
    far, at = 0, 0
    for k, (x, y) in enumerate(points[1:-1], 1):
        off = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / span
        if off > far:
            far, at = off, k
    if far <= eps:
        return [points[0], points[-1]]
    return thin(points[: at + 1], eps)[:-1] + thin(points[at:], eps)


def smooth(points, closed):
    """A path through `points` (Catmull-Rom as cubics), in whole units, relative."""
    n = len(points)
    get = (lambda k: points[k % n]) if closed else (lambda k: points[min(max(k, 0), n - 1)])
    px, py = (round(v) for v in get(0))
    out = [f"M{px} {py}c"]
    for k in range(n if closed else n - 1):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = get(k - 1), get(k), get(k + 1), get(k + 2)
        ends = (x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6, x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6, x2, y2)
        rel = [round(v) - (px, py)[m % 2] for m, v in enumerate(ends)]
        out.append(" ".join(map(str, rel)) + " ")
        px, py = round(x2), round(y2)
    return "".join(out).replace(" -", "-").rstrip() + ("z" if closed else "")


def drawing(kind, box, fit, shapes):
    """An SVG that says nothing to those who do not see it."""
    frame = f'viewBox="{box}" preserveAspectRatio="{fit}"'
    return f'<svg class="{kind}" {frame} aria-hidden="true" focusable="false">{shapes}</svg>\n'


def field(
    name,
    width,
    high,
    seed,
    levels,
    newest,
    nx,
    ny,
    labels=(),
    eps=0.9,
    fit="xMidYMin slice",
    kinds=None,
    box=None,
    name_of="field",
):
    """Write a contour field: one path a level, from the foot up; the level `newest` carries class field__new.

    `kinds` names other classes for some levels; `box` is another frame than the field's own.
    """
    height = land(seed, width / high)
    bleed = 60

    def to(p):
        across, up = (p[0] - 1) / (nx - 1), (p[1] - 1) / (ny - 1)
        return across * (width + 2 * bleed) - bleed, high + bleed - up * (high + 2 * bleed)

    parts, words = [], []
    for k, level in enumerate(levels):
        d = ""
        best = []
        for ring in rings(height, level, nx, ny):
            pts = [to(p) for p in ring]
            if max(x for x, _ in pts) - min(x for x, _ in pts) < 26:
                continue
            half = len(pts) // 2
            d += smooth(thin(pts[: half + 1], eps)[:-1] + thin(pts[half:] + pts[:1], eps)[:-1], True)
            if len(pts) > len(best):
                best = pts
        kind = "field__new" if k == newest else "field__index" if k % 5 == 4 else "field__line"
        kind = kinds(k) if kinds else kind
        parts.append(f'<path class="{kind}" d="{d}"/>')
        for at, word in labels:
            if at[0] != k:
                continue
            inside = [p for p in best if 0 < p[0] < width and 0 < p[1] < high]
            x, y = min(inside, key=lambda p: abs(p[0] - at[1] * width))
            near = sorted((p for p in inside if abs(p[0] - x) < 46 and abs(p[1] - y) < 30), key=lambda p: p[0])
            turn = math.degrees(math.atan2(near[-1][1] - near[0][1], near[-1][0] - near[0][0])) if len(near) > 1 else 0
            mix = round(100 * (1 - 0.87 ** (k + 1)))
            cls = "field__word field__word--new" if k == newest else "field__word"
            half = len(word) * 4.1 + 5
            ground = ""
            if k != newest:
                fill = f"color-mix(in oklab,var(--field-low),var(--field-wash) {mix}%)"
                ground = f'<rect x="{-half:.0f}" y="-9" width="{2 * half:.0f}" height="18" fill="{fill}"/>'
            dy = "-.7em" if k == newest else ".32em"
            place = f"translate({x:.0f} {y:.0f})rotate({turn:.0f})"
            words.append(f'<g transform="{place}">{ground}<text class="{cls}" dy="{dy}">{word}</text></g>')
    frame = box or f"0 0 {width} {high}"
    svg = drawing(name_of, frame, fit, "".join(parts + words))
    (ART / name).write_text(svg)
    print(name, len(svg))


LEVELS = [0.03 + 0.0445 * k for k in range(20)]
field(
    "hero.svg",
    1440,
    560,
    11,
    LEVELS,
    19,
    190,
    84,
    eps=0.35,
    labels=[
        ((4, 0.84), "clean code"),
        ((9, 0.60), "debugging"),
        ((9, 0.16), "testing"),
        ((14, 0.80), "system design"),
        ((14, 0.30), "shipping"),
        ((19, 0.68), "the next layer"),
    ],
)
field("summit.svg", 1440, 300, 5, [0.05 + 0.085 * k for k in range(11)], 10, 130, 44, eps=0.4, fit="none")
PICKED = {8: "field__pick field__pick--1", 11: "field__pick field__pick--2", 15: "field__pick field__pick--3"}
PICKED[19] = "field__new"
field("series.svg", 1440, 560, 17, LEVELS, 19, 190, 84, eps=0.35, kinds=lambda k: PICKED.get(k, "field__line"))
field(
    "hill.svg",
    480,
    260,
    17,
    [0.06 + 0.125 * k for k in range(8)],
    7,
    60,
    30,
    eps=0.9,
    fit="xMidYMax slice",
    kinds=lambda k: "doors__foot" if k < 4 else "doors__height",
    box="0 -56 480 300",
    name_of="field doors__hill",
)
field("foot.svg", 1440, 200, 23, [0.05 + 0.078 * k for k in range(11)], 10, 120, 36, eps=0.4, fit="none")
field("ground.svg", 1440, 300, 41, [0.04 + 0.1 * k for k in range(9)], 8, 130, 40, eps=0.4, fit="none")


# Strata: the line between two layers
def boundary(seed, width, amp):
    pts = [
        (
            x,
            amp
            + amp
            * (
                0.55 * math.sin(x / 97 + seed)
                + 0.3 * math.sin(x / 41 + 2.1 * seed)
                + 0.15 * math.sin(x / 19 + seed * 3.7)
            ),
        )
        for x in range(0, width + 1, 24)
    ]
    return smooth(thin(pts, 0.25), False)


for n in range(1, 4):
    d = boundary(n * 1.7, 1200, 7)
    shapes = f'<path class="stratum__fill" d="{d}V15H0z"/><path d="{d}"/>'
    (ART / f"stratum-{n}.svg").write_text(drawing("stratum", "0 0 1200 14", "none", shapes))

# Lithology: one pattern a layer, so that depth is never told by hue alone
PATTERNS = {
    "air": '<path d="M0 12h5"/>',
    "turf": '<path d="M3 14v-4m3 4v-6m3 6v-3M15 6V3m3 3V1m3 5V4"/>',
    "sand": '<path d="M4 4h.01M14 10h.01M8 17h.01M19 20h.01M20 3h.01M2 12h.01"/>',
    "silt": '<path d="M2 5h6m5 0h6M7 12h6m5 0h6M2 19h6m5 0h6"/>',
    "lime": '<path d="M0 1h24M0 13h24M6 1v12M18 13v11"/>',
    "shale": '<path d="M0 3h24M0 8h24M0 13h24M0 18h24M0 23h24"/>',
    "rock": '<path d="M4 3l3 4 3-4M15 10l3 4 3-4M5 16l3 4 3-4"/>',
    "clay": '<path d="M2 6c2-2 4-2 6 0s4 2 6 0 4-2 6 0M2 16c2-2 4-2 6 0s4 2 6 0 4-2 6 0"/>',
    "bed": '<path d="M6 2v8M2 6h8M18 14v8M14 18h8"/>',
}
# Twice: a pattern takes the colour of where it stands, so the layers under ground need a set of their own.
SQUARE = 'width="24" height="24" patternUnits="userSpaceOnUse"'
STROKE = 'fill="none" stroke="currentColor" stroke-linecap="round"'
defs = "".join(
    f'<pattern id="lith-{k}{under}" {SQUARE}><g class="lith{under}" {STROKE}>{v}</g></pattern>'
    for under in ("", "-under")
    for k, v in PATTERNS.items()
)
(ART / "lithology.svg").write_text(
    f'<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>{defs}</defs></svg>\n'
)


# A fault: the layers shifted along a break (for the 500 page)
def fault():
    left, right = "", ""
    for k in range(9):
        y = 40 + 34 * k
        kind = "field__new" if k == 0 else "field__index" if k % 4 == 0 else "field__line"
        left += f'<path class="{kind}" d="M-20 {y}C120 {y - 18} 260 {y + 16} {470 - 9 * k} {y + 4}"/>'
        right += f'<path class="{kind}" d="M{500 - 9 * k} {y + 62}C640 {y + 48} 820 {y + 84} 1020 {y + 58}"/>'
    shapes = f'<g>{left}{right}</g><path class="fault__line" d="M500 0 400 380"/>'
    return drawing("fault", "0 0 1000 380", "xMidYMid slice", shapes)


(ART / "fault.svg").write_text(fault())
