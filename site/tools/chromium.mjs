// Where the machine's own Chromium is. None is ever downloaded.
import { existsSync } from 'node:fs';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** $CHROMIUM when it is set, else the first of the usual places. */
export function chromium() {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    return existsSync(named) ? named : undefined;
  }
  return usual.find((path) => existsSync(path));
}

export const advice =
  'there is no Chromium on this machine; install it (Debian: apt-get install chromium) or set CHROMIUM to its path';
