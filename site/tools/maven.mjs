// What Maven calls: `node tools/maven.mjs [--folder FOLDER] SCRIPT…` runs npm scripts quietly, after `npm ci` where
// the installed packages are not those of the lock file. The folder is the site where none is given. Output is shown
// when something fails or was skipped, and only then.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const scripts = process.argv.slice(2);
const folder =
  scripts[0] === '--folder'
    ? resolve(scripts.splice(0, 2)[1])
    : dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(folder, 'node_modules', '.slipway-lock');

function npm(...args) {
  const windows = process.platform === 'win32';
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd: folder,
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
  .update(readFileSync(join(folder, 'package-lock.json')))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  npm('ci', '--prefer-offline');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}
for (const script of scripts) {
  npm('run', '--silent', script);
}
