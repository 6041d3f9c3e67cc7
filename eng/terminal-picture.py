#!/usr/bin/env python3
"""Runs a command in a terminal of its own and draws what it prints, colours included, as an SVG for light and dark pages.

    eng/terminal-picture.py docs/pictures/scan.svg 96 ./pavior scan artifacts/demo.oci.tar
"""
import fcntl, html, os, pty, re, shlex, struct, sys, termios

CELL, LINE, MARGIN = 8.43, 19, 16
# Attributes as the program uses them (ECMA-48): 1 bold, 2 dim, 31 red, 32 green, 33 yellow, 36 cyan.
STYLE = """
  .page { fill: #ffffff; stroke: #d0d7de } text { fill: #1f2328; font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre }
  .a1 { font-weight: bold } .a2 { fill: #656d76 } .a31 { fill: #b3261e } .a32 { fill: #116329 } .a33 { fill: #8a5a00 } .a36 { fill: #0a6b80 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; stroke: #30363d } text { fill: #e6edf3 }
    .a2 { fill: #8d96a0 } .a31 { fill: #ff7b72 } .a32 { fill: #56d364 } .a33 { fill: #e3b341 } .a36 { fill: #56c8d8 }
  }"""


def run(columns, command):
    """What the command writes to a terminal of that many columns; its standard error is not a terminal and not drawn."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color")
        os.environ.pop("NO_COLOR", None)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    output = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            part = b""
        if not part:
            os.waitpid(child, 0)
            return output.decode().replace("\r\n", "\n").rstrip("\n")
        output += part


def spans(line):
    """Pieces of a line with the attribute each has."""
    attribute = ""
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if piece.startswith("\x1b["):
            attribute = piece[2:-1]
        elif piece:
            yield piece, "" if attribute in ("", "0") else attribute


def draw(columns, command, output):
    lines = [f"$ {shlex.join(command)}"] + output.split("\n")
    width, height = columns * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" viewBox="0 0 {width:.0f} {height}" role="img">'
    yield f"<title>{html.escape(lines[0])}</title>\n<style>{STYLE}\n</style>"
    yield f'<rect class="page" x="0.5" y="0.5" width="{width - 1:.0f}" height="{height - 1}" rx="8"/>'
    for row, line in enumerate(lines):
        column, y = 0, MARGIN + row * LINE + 14
        for text, attribute in spans(line):
            if text.strip():
                mark = f' class="a{attribute}"' if attribute else ""
                start = column + len(text) - len(text.lstrip())
                shown = text.strip()
                # The length is stated so that columns stay aligned in whatever font the reader has.
                yield (f'<text x="{MARGIN + start * CELL:.1f}" y="{y}" textLength="{len(shown) * CELL:.1f}"'
                       f' lengthAdjust="spacingAndGlyphs" xml:space="preserve"{mark}>{html.escape(shown)}</text>')
            column += len(text)
    yield "</svg>\n"


if len(sys.argv) < 4:
    sys.exit(__doc__)
target, columns, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
picture = "\n".join(draw(columns, command, run(columns, command)))
os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
with open(target, "w", encoding="utf-8") as file:
    file.write(picture)
