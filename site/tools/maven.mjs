// What Maven calls: `node tools/maven.mjs SCRIPT…` runs npm scripts quietly, after `npm ci` where the installed
// packages are not those of the lock file. Output is shown when something fails or was skipped, and only then.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const site = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(site, 'node_modules', '.slipway-lock');

function npm(...args) {
  const windows = process.platform === 'win32';
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd: site,
    encoding: 'utf8',
    shell: windows,
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}\n`);
    process.stderr.write(`npm ${args.join(' ')} failed\n`);
    process.exit(1);
  }
  // What was left out is never silent.
  process.stdout.write((result.stdout ?? '').replace(/^(?!skipped: ).*\n?/gm, ''));
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`The site needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}

const lock = createHash('sha256')
  .update(readFileSync(join(site, 'package-lock.json')))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  npm('ci', '--prefer-offline');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}
for (const script of process.argv.slice(2)) {
  npm('run', '--silent', script);
}
