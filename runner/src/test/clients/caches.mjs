// Saves and restores through the published client, in both of its protocols; says what came of it.
import * as cache from '@actions/cache';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const say = (...words) => console.log('>', ...words);

for (const protocol of ['v2', 'v1']) {
  if (protocol === 'v1') {
    delete process.env.ACTIONS_CACHE_SERVICE_V2;
  }
  const key = `${protocol}-linux-`;
  mkdirSync('kept', { recursive: true });
  writeFileSync('kept/file', protocol);
  say(protocol, 'before', await cache.restoreCache(['kept'], key + '1', [key]));
  say(protocol, 'saved', (await cache.saveCache(['kept'], key + '1')) > 0);
  rmSync('kept', { recursive: true });
  say(protocol, 'exact', await cache.restoreCache(['kept'], key + '1'), readFileSync('kept/file', 'utf8'));
  rmSync('kept', { recursive: true });
  say(protocol, 'prefix', await cache.restoreCache(['kept'], key + '2', [key]), existsSync('kept/file'));
  say(protocol, 'other paths', await cache.restoreCache(['elsewhere'], key + '1'));
  say(protocol, 'again', await cache.saveCache(['kept'], key + '1').catch((error) => error.name));
}
