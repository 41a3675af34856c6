/** The look of `report.html`: system fonts, the reader's light or dark, and paper. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --page: #fbfaf8; --card: #ffffff; --text: #1f2328; --muted: #5d646d; --line: #e3e0da; --accent: #2f7ed8;
  --good: #1a7f4b; --bad: #b3362b; --code: #f3f1ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --card: #1c1f23; --text: #e4e6e9; --muted: #9aa2ac; --line: #30353b; --accent: #6aa9ef;
    --good: #57c98d; --bad: #f08b80; --code: #22262b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 72px; }
header { margin-bottom: 28px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.01em; }
h2 { font-size: 18px; margin: 44px 0 14px; }
p { margin: 0 0 10px; }
.muted { color: var(--muted); }
.status { font-weight: 600; }
.status.done { color: var(--good); }
.status.failed { color: var(--bad); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; }
.tile b { display: block; font-size: 22px; line-height: 1.25; font-weight: 600; font-variant-numeric: tabular-nums; }
.tile span { display: block; color: var(--muted); font-size: 13px; line-height: 1.35; margin-top: 2px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); gap: 16px; }
.chart { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px 14px 8px; margin: 0; }
.charts + p, .single + p { margin-top: 10px; font-size: 13px; }
.single { max-width: 640px; }
.chart svg { width: 100%; height: auto; display: block; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 7px 14px; white-space: nowrap; }
th { font-weight: 600; color: var(--muted); border-bottom: 1px solid var(--line); }
tbody tr + tr td { border-top: 1px solid var(--line); }
a { color: var(--accent); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.confusion caption { text-align: left; padding: 7px 14px; color: var(--muted); }
.confusion td { background: color-mix(in srgb, var(--accent) calc(var(--share) * 60%), transparent); }
.scroll + .scroll { margin-top: 12px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
pre, code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 13px; }
pre { background: var(--code); border-radius: 8px; padding: 14px 16px; overflow-x: auto; margin: 0; }
details > summary { cursor: pointer; color: var(--accent); margin-bottom: 10px; }
details { margin-top: 12px; }
@media print { :root { color-scheme: light; } main { padding: 0; } .scroll { overflow: visible; } }
`;
