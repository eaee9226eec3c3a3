import { html } from 'hono/html'
import type { Html } from '../chart.ts'

/** The frame of every page: plain HTML and one style sheet, no script. */
export const layout = (title: string, body: Html): Html => html`<!doctype html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} – Brightly (demo app)</title>
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/style.css">
</head>
<body>
  <a class="skip" href="#main">Skip to main content</a>
  <header class="top">
    <a class="brand" href="/"><img src="/icon.svg" alt="" width="36" height="36">Brightly</a>
    <span class="demo">Demo app</span>
  </header>
  <main id="main">${body}</main>
  <footer>
    <p>Brightly Energy Advice Ltd (demo) does not exist. This app shows what a company that you share energy data with could look like, and what it gets to see. <a href="/privacy">Privacy notice</a></p>
  </footer>
</body>
</html>`
