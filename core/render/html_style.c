/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The style sheet. Only colours vary (from the theme, as numbers); no data ever stands in it.
 *
 * Measures: 1rem = 18 px. Prose is at most 34rem wide, about 72 characters of Source Serif; charts and tables take the
 * column of 38rem, where a wide drawing of 455 points is shown at 1.5 px a point. From 74rem the contents stand beside
 * the text.
 */
#include "render/html_part.h"

static const char sheet[] =
    "*,*::before,*::after{box-sizing:border-box}\n"
    "html{font-size:112.5%;-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:auto}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font-family:var(--serif);font-size:1rem;line-height:1.6;"
    "overflow-wrap:break-word;hyphens:manual}\n"
    "h1,h2,h3,h4,h5,h6,header,nav,footer,figure,.table,.keys,.note,.skip{font-family:var(--sans)}\n"
    "h1,h2,h3,h4,h5,h6{font-weight:600;line-height:1.25;margin:0;text-wrap:balance;break-after:avoid}\n"
    "p,ul,ol,blockquote,pre{margin:0 0 1rem}\n"
    "main p,main ul,main ol,main blockquote,main pre{max-width:34rem}\n"
    "ul,ol{padding-left:1.4rem}\nli{margin:0 0 .3rem}\n"
    "a{color:var(--link);text-underline-offset:.15em}\na:hover{text-decoration-thickness:2px}\n"
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    "code{font-family:var(--sans);font-size:.94em}\npre{overflow-x:auto;padding:.8rem 1rem;background:var(--callout)}\n"
    "blockquote{padding-left:1.1rem;border-left:3px solid var(--grid)}\n"
    "hr{border:0;border-top:1px solid var(--grid);margin:2rem 0}\n"
    ".skip{position:absolute;left:.5rem;top:-4rem;padding:.5rem 1rem;background:var(--paper);z-index:3}\n"
    ".skip:focus{top:.5rem}\n"
    ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\n"
    /* the page */
    ".page{max-width:38rem;margin:0 auto;padding:0 1.1rem}\n"
    ".marking{display:inline-block;margin:0 0 1.6rem;padding:.2rem .7rem;border:2px solid "
    "var(--alert);color:var(--alert);"
    "font-size:.83rem;font-weight:600;letter-spacing:.02em}\n"
    "header{padding:2rem 0 1.6rem;border-bottom:1px solid var(--grid)}\n"
    ".federation{margin:0 0 .5rem;color:var(--accent);font-weight:600;font-size:.94rem}\n"
    "h1{font-size:2.2rem;font-weight:700;line-height:1.12;letter-spacing:-.01em}\n"
    ".subtitle{margin:.5rem 0 0;color:var(--muted);font-size:1.2rem;line-height:1.35}\n"
    ".facts{display:flex;flex-wrap:wrap;gap:.7rem 2.2rem;margin:1.5rem 0 0;font-size:.83rem;line-height:1.4}\n"
    ".facts dt{color:var(--muted)}\n.facts dd{margin:0}\n"
    "nav{padding:1.5rem 0 0;font-size:.89rem;line-height:1.4}\n"
    "nav h2{font-size:.89rem;margin:0 0 .5rem}\n"
    "nav ol{list-style:none;margin:0;padding:0}\nnav ol ol{padding-left:1rem}\n"
    "nav li{margin:0}\nnav a{display:block;padding:.28rem 0;text-decoration:none}\nnav "
    "a:hover{text-decoration:underline}\n"
    "main{padding:1rem 0 2rem}\n"
    "section>h2{margin:2.6rem 0 1rem;font-size:1.5rem}\n"
    "section>h3{margin:2rem 0 .7rem;font-size:1.17rem}\n"
    "h3,h4,h5,h6{margin:1.6rem 0 .5rem;font-size:1rem}\n"
    "footer{padding:1rem 0 2.5rem;border-top:1px solid var(--grid);color:var(--muted);font-size:.83rem}\n"
    "footer p{margin:0}\n"
    /* what stands in it */
    ".keys{display:grid;grid-template-columns:repeat(2,1fr);gap:1.2rem 1rem;margin:1.4rem 0 "
    "1.8rem}\n"
    ".keys div{display:flex;flex-direction:column;padding:.7rem 0 0;border-top:3px solid var(--accent)}\n"
    ".keys dt{order:2;font-size:.86rem;line-height:1.35}\n"
    ".keys dd{order:1;margin:0 0 .25rem;line-height:1.1}\n"
    ".keys strong{font-size:2rem;font-weight:600;font-variant-numeric:tabular-nums;letter-spacing:-.01em}\n"
    ".keys span{display:block;margin:.15rem 0 .1rem;color:var(--muted);font-size:.86rem}\n"
    ".callout{margin:1.4rem 0;padding:1rem 1.2rem;background:var(--callout);border-left:4px solid var(--accent)}\n"
    ".callout>:last-child,.note>:last-child,li>p:last-child,blockquote>:last-child{margin-bottom:0}\n"
    ".note,.small{color:var(--muted);font-size:.83rem;line-height:1.45}\n"
    ".note{margin:1rem 0}\n.small{margin:.5rem 0 0}\n"
    "figure,.table{margin:2rem 0}\n"
    "figcaption p{margin:0}\n"
    ".finding{font-size:1.11rem;font-weight:600;line-height:1.3;text-wrap:balance}\n"
    ".shown{margin:.15rem 0 .7rem!important;color:var(--muted);font-size:.89rem;line-height:1.4}\n"
    "figure svg{display:block;width:100%;height:auto}\n"
    ".wide{display:none}\n"
    "details{margin:.6rem 0 0;font-size:.89rem}\n"
    "summary{width:fit-content;padding:.3rem 0;color:var(--link);cursor:pointer}\n"
    "details[open] summary{margin-bottom:.5rem}\n"
    /* tables */
    /* shades at the sides where there is more to scroll to: covers that move with the table over shades that don't */
    ".scroll{position:relative;overflow-x:auto;background:linear-gradient(to right,var(--paper) 40%,transparent) "
    "left/2rem 100%,"
    "linear-gradient(to left,var(--paper) 40%,transparent) right/2rem 100%,"
    "linear-gradient(to right,var(--shade),transparent) left/.6rem 100%,"
    "linear-gradient(to left,var(--shade),transparent) right/.6rem 100%;"
    "background-repeat:no-repeat;background-attachment:local,local,scroll,scroll}\n"
    "table{width:100%;border-collapse:collapse;font-size:.86rem;line-height:1.35;font-variant-numeric:tabular-nums}\n"
    "caption{padding:0 0 .5rem;text-align:left;font-size:.94rem;font-weight:600;line-height:1.35;text-wrap:balance}\n"
    "caption span{position:sticky;left:0;display:inline-block;max-width:min(100%,calc(100vw - 2.4rem))}\n"
    "th,td{padding:.42rem .9rem .42rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}\n"
    "th:last-child,td:last-child{padding-right:.1rem}\n"
    "thead th{vertical-align:bottom;font-weight:600;border-bottom:2px solid var(--ink)}\n"
    "tbody th{font-weight:400;min-width:8rem}\n"
    ".number{text-align:right}\ntd.number,.short{white-space:nowrap}\n"
    ".indent-1{padding-left:1.1rem}\n.indent-2{padding-left:2.2rem}\n"
    ".total th,.total td{font-weight:600;border-top:1px solid var(--ink)}\n"
    "@media "
    "(min-width:40rem){.keys-1,.keys-2{grid-template-columns:repeat(2,1fr)}.keys-3{grid-template-columns:repeat(3,1fr)}"
    ".keys-4{grid-template-columns:repeat(4,1fr)}.wide{display:block}.narrow{display:none}.page{padding:0 1.6rem}}\n"
    "@media (min-width:74rem){.page{display:grid;grid-template-columns:14rem 38rem;column-gap:3.5rem;max-width:none;"
    "width:fit-content}header,footer{grid-column:1/3}main,footer p{grid-column:2}"
    "nav{position:sticky;top:0;max-height:100vh;overflow-y:auto;align-self:start;padding:2.4rem 0 1rem}"
    ".page>main:nth-child(2){grid-column:1/3}main{padding-top:0}}\n"
    "@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}\n"
    /* paper */
    "@page{size:A4;margin:20mm 9mm 20mm 24mm;@bottom-right{content:counter(page);padding-right:15mm;font:9pt "
    "var(--sans)}}\n"
    "@media print{html{font-size:10.5pt}body{line-height:1.43}.skip,nav,details{display:none}"
    ".page{display:block;max-width:none;width:auto;padding:0 15mm 0 0}header{padding-top:0}"
    ".marking{position:fixed;top:0;right:0;margin:0;padding:2mm "
    "1mm;border-width:1pt;font-size:8pt;line-height:1.2;writing-mode:vertical-rl}"
    ".wide{display:block}.narrow{display:none}a{color:inherit;text-decoration:none}"
    "figure,.keys,.callout,tr,li{break-inside:avoid}thead{display:table-header-group}"
    "p{orphans:3;widows:3}.page-break{break-after:page}.scroll{overflow:visible;background:none}"
    "section>h2{margin-top:1.8rem}}\n";

static void color(steg_buffer *out, const char *name, uint32_t value) {
  steg_buffer_printf(out, "--%s:#%06x;", name, (unsigned)(value & 0xFFFFFF));
}

/* A mark's colour set as text: ink when a federation's own has too little contrast for that. */
static uint32_t readable(const steg_theme *theme, uint32_t value) {
  return steg_theme_contrast(value, theme->paper) >= 4.5 ? value : theme->ink;
}

void steg_html_part_style(const steg_theme *theme, steg_buffer *out) {
  steg_buffer_text(out,
                   ":root{--serif:\"Source Serif 4\",Georgia,serif;--sans:\"Source Sans 3\",system-ui,sans-serif;");
  color(out, "ink", theme->ink);
  color(out, "muted", theme->muted);
  color(out, "grid", theme->grid);
  color(out, "link", theme->link);
  color(out, "callout", theme->callout);
  color(out, "paper", theme->paper);
  color(out, "shade", theme->rest);
  color(out, "accent", readable(theme, theme->highlight));
  color(out, "alert", readable(theme, theme->category[5]));
  steg_buffer_text(out, "}\n");
  steg_buffer_text(out, sheet);
}
