// `node tools/browser.mjs PROJECT…` runs browser tests, or says in one line why it does not.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { advice, chromium } from './chromium.mjs';

const site = dirname(dirname(fileURLToPath(import.meta.url)));
if (chromium() === undefined) {
  process.stdout.write(`skipped: browser tests of the site: ${advice}\n`);
  process.exit(0);
}
const cli = join(site, 'node_modules', '@playwright', 'test', 'cli.js');
const result = spawnSync(process.execPath, [cli, 'test', ...process.argv.slice(2)], {
  cwd: site,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
