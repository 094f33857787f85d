// SPDX-License-Identifier: GPL-3.0-or-later
// node check.mjs FILE.html...: every rule that a report as a web page has to keep. Prints each breach; exit 1 when there is one.
//   HTML:   html-validate, its recommended and document rules
//   access: axe, WCAG 2.1 A and AA and its best practice, at 1280 and 360 px, with every <details> open
//   layout: nothing wider than the window at 1280, 360 and 320 px; one of the two drawings of a chart shown
//   quiet:  no request but the file itself, no message in the console, no script
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { HtmlValidate, FileSystemConfigLoader } from 'html-validate';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = {
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    'long-title': 'off', // the marking belongs in the title of a window
    'tel-non-breaking': 'off', // there are no telephone numbers, and years and shares look like them
    // A frame that scrolls is a region without a heading; as <section> it would be one without its heading.
    'prefer-native-element': ['error', { exclude: ['region'] }],
  },
};

const breaches = [];
const breach = (file, what) => breaches.push(`${path.basename(file)}: ${what}`);

async function checkMarkup(file) {
  const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, ...rules }));
  const report = await validator.validateString(fs.readFileSync(file, 'utf8'));
  for (const result of report.results)
    for (const found of result.messages)
      breach(file, `line ${found.line}: ${found.message} (${found.ruleId})`);
}

async function checkAccess(page, file, width) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  for (const found of violations)
    for (const node of found.nodes)
      breach(file, `${width} px: ${found.id}: ${found.help}: ${node.html.slice(0, 120)}`);
}

async function checkLayout(page, file, width) {
  const seen = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
    charts: [...document.querySelectorAll('figure.chart')].map(
      (figure) => [...figure.querySelectorAll('svg')].filter((svg) => svg.getBoundingClientRect().width > 0).length),
    scripts: document.scripts.length,
  }));
  if (seen.scroll > seen.window)
    breach(file, `${width} px: the page is ${seen.scroll} px wide and scrolls sideways`);
  if (seen.charts.some((count) => count !== 1))
    breach(file, `${width} px: a chart shows ${seen.charts.join(', ')} drawings, and one is right`);
  if (seen.scripts)
    breach(file, 'the page has a script');
}

async function checkPage(browser, file, width) {
  // Scripts are off by the page's own policy; the check's are let through, and every request is counted.
  const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  const url = pathToFileURL(path.resolve(file)).href;
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:'))
      breach(file, `asks for ${request.url()}`);
  });
  page.on('console', (message) => breach(file, `console: ${message.text()}`));
  page.on('pageerror', (error) => breach(file, `error: ${error.message}`));
  await page.goto(url);
  await checkLayout(page, file, width);
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
  await checkLayout(page, file, width);
  if (width !== 320)
    await checkAccess(page, file, width);
  await context.close();
}

// With the page's own policy in force a font that it forbids, or a style, is a message in the console.
async function checkPolicy(browser, file) {
  const page = await browser.newPage();
  page.on('console', (message) => breach(file, `under its own policy: ${message.text()}`));
  await page.goto(pathToFileURL(path.resolve(file)).href);
  const loaded = await page.evaluate(() => document.fonts.ready.then((fonts) => [...fonts].filter((f) => f.status === 'error').length));
  if (loaded)
    breach(file, `${loaded} of its fonts can't be read`);
  await page.close();
}

const files = process.argv.slice(2);
if (!files.length) {
  console.error('usage: node check.mjs FILE.html...');
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
for (const file of files) {
  await checkMarkup(file);
  await checkPolicy(browser, file);
  for (const width of [1280, 360, 320])
    await checkPage(browser, file, width);
}
await browser.close();
for (const line of breaches)
  console.log(line);
console.log(`${files.length} page(s), ${breaches.length} breach(es)`);
process.exit(breaches.length ? 1 : 0);
