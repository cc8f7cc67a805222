// Opens a page with a phone in Chromium and has it play one part.
//
//   node run.mjs WISHES
//
// WISHES is JSON: chromium (its program), microphone (a WAV file that is said over and over), seconds
// (the limit of everything), part (a function of phone.mjs) and what that reads. What the page reports is
// a line on standard output, "report: " and JSON; standard error has all else. All traffic stays on loopback.
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const HERE = '127.0.0.1';

/** The page's script and all that it imports, as one text. */
async function script() {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('phone.mjs', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'phone',
    logLevel: 'error',
  });
  return bundle.outputFiles[0].text;
}

/** Serves the page: only a page of a secure origin has a microphone, and loopback is one. */
async function serve(text) {
  const server = http.createServer((request, response) => {
    const page = '<!doctype html><title>phone</title><script src="/phone.js"></script>';
    const isScript = request.url === '/phone.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? text : page);
  });
  await new Promise((done) => server.listen(0, HERE, done));
  return server;
}

function launch(wishes) {
  return chromium.launch({
    executablePath: wishes.chromium,
    // Chromium has no sandbox for root.
    chromiumSandbox: process.getuid() !== 0,
    args: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${wishes.microphone}`,
      '--autoplay-policy=no-user-gesture-required',
      '--allow-loopback-in-peer-connection',
      `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${HERE}`,
      // The switch's certificate is of its own making.
      '--ignore-certificate-errors',
    ],
  });
}

async function play(browser, server, wishes) {
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  page.on('pageerror', (error) => console.error(error.stack));
  await page.goto(`http://${HERE}:${server.address().port}/`);
  return page.evaluate((it) => window.phone[it.part](it), wishes);
}

async function main() {
  const wishes = JSON.parse(process.argv[2]);
  const late = new Promise((_, fail) =>
    setTimeout(() => fail(new Error(`nothing after ${wishes.seconds} s`)), wishes.seconds * 1000),
  );
  const server = await serve(await script());
  const browser = await launch(wishes);
  try {
    const report = await Promise.race([play(browser, server, wishes), late]);
    console.log(`report: ${JSON.stringify(report)}`);
  } finally {
    await browser.close();
  }
}

main().then(
  () => process.exit(0),
  (problem) => {
    console.error(problem);
    process.exit(1);
  },
);
