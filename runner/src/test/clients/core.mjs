// What @actions/core tells the runner.
import * as core from '@actions/core';
import { createPublicKey, verify } from 'node:crypto';

const token = await core.getIDToken('sts.amazonaws.com');
const [head, body, signature] = token.split('.');
const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
const discovery = await (await fetch(`${claims.iss}/.well-known/openid-configuration`)).json();
const { keys } = await (await fetch(discovery.jwks_uri)).json();
const key = createPublicKey({ key: keys[0], format: 'jwk' });
console.log('>', claims.sub, claims.aud);
console.log('> signed', verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')));
console.log('> masked', token);
core.setOutput('multi', 'line\nline');
core.exportVariable('COLOUR', 'red\ngreen');
core.addPath('/mine');
core.saveState('kept', 'yes');
core.warning('careful', { file: 'a.txt', startLine: 3 });
await core.summary.addHeading('Done').write();
await core.group('numbers', async () => core.info(core.getInput('number', { required: true })));
